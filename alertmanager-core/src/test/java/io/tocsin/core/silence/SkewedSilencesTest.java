package io.tocsin.core.silence;

import static io.tocsin.core.silence.Requests.T0;
import static io.tocsin.core.silence.Requests.equal;
import static io.tocsin.core.silence.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.stamp.HybridClock;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two members of which one has a clock that is ahead by half a minute; what either decides counts at both. */
final class SkewedSilencesTest {
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final Instant THERE = T0.plus(AHEAD);
    private static final Instant END = T0.plus(Duration.ofHours(1));
    private static final MatcherText JOB = equal("job", "db");

    private final Silences ahead = member(1);
    private final Silences behind = member(2);

    private static Silences member(long number) {
        HybridClock clock = new HybridClock(number);
        SilenceRules rules =
                new SilenceRules(Requests.RETENTION, SilenceLimits.NONE, LabelName::isUtf8, () -> "id-" + number);
        return new Silences(rules, clock::next);
    }

    @Test
    void active_createdByTheClockAhead_isActiveAtOnce() {
        createdAhead(THERE);
        assertStates(SilenceState.ACTIVE, 0);
    }

    @Test
    void active_updatedByTheClockBehind_staysActive() {
        Silence silence = createdAhead(THERE);

        SilenceChange change =
                behind.set(Requests.read(request("id-1", silence.startsAt(), END.plusSeconds(9), JOB)), T0);

        assertThat(change).isInstanceOf(SilenceChange.Updated.class);
        tell(behind, ahead, THERE);
        assertThat(ahead.get("id-1").orElseThrow().endsAt()).isEqualTo(END.plusSeconds(9));
        assertStates(SilenceState.ACTIVE, 0);
        assertStates(SilenceState.ACTIVE, 31);
    }

    @Test
    void active_replacedByTheClockBehind_hasASuccessorThatIsActive() {
        Silence silence = createdAhead(THERE);

        SilenceChange change =
                behind.set(Requests.read(request("id-1", silence.startsAt(), END, equal("job", "web"))), T0);

        assertThat(change).isInstanceOfSatisfying(SilenceChange.Replaced.class, replaced -> {
            assertThat(replaced.silence().stateAt(T0)).isEqualTo(SilenceState.ACTIVE);
            assertThat(replaced.silence().stateAt(THERE)).isEqualTo(SilenceState.ACTIVE);
        });
        tell(behind, ahead, THERE);
        assertThat(ahead.get("id-1").orElseThrow().stateAt(THERE)).isEqualTo(SilenceState.EXPIRED);
    }

    @Test
    void active_movedIntoTheFuture_isPending() {
        createdAhead(THERE);

        SilenceChange change = behind.set(Requests.read(request("id-1", THERE.plusSeconds(60), END, JOB)), T0);

        assertThat(change)
                .isInstanceOfSatisfying(
                        SilenceChange.Replaced.class,
                        replaced -> assertThat(replaced.silence().stateAt(T0)).isEqualTo(SilenceState.PENDING));
    }

    @Test
    void active_endedByTheClockBehind_hasEnded() {
        createdAhead(THERE);

        behind.expire("id-1", T0);

        tell(behind, ahead, THERE);
        assertStates(SilenceState.EXPIRED, 1);
        assertStates(SilenceState.EXPIRED, 31);
    }

    @Test
    void pending_movedByTheClockBehind_beginsByThatClock() {
        createdAhead(THERE.plusSeconds(60));

        SilenceChange change = behind.set(Requests.read(request("id-1", T0.plusSeconds(5), END, JOB)), T0);

        assertThat(change).isInstanceOf(SilenceChange.Updated.class);
        tell(behind, ahead, THERE);
        Silence kept = ahead.get("id-1").orElseThrow();
        assertThat(kept).isEqualTo(behind.get("id-1").orElseThrow());
        assertThat(kept.stateAt(T0)).isEqualTo(SilenceState.PENDING);
        assertThat(kept.stateAt(T0.plusSeconds(5))).isEqualTo(SilenceState.ACTIVE);
    }

    @Test
    void pending_endedByTheClockBehind_hasNeverBeen() {
        createdAhead(THERE.plusSeconds(60));

        behind.expire("id-1", T0);

        tell(behind, ahead, THERE);
        assertStates(SilenceState.EXPIRED, 1);
        assertStates(SilenceState.EXPIRED, 61);
    }

    @Test
    void expired_byTheClockAhead_isExpiredAtOnceAndForGood() {
        createdAhead(THERE);
        ahead.expire("id-1", THERE.plusMillis(1));
        tell(ahead, behind, T0);

        assertThat(behind.expire("id-1", T0)).isInstanceOf(SilenceExpiry.AlreadyEnded.class);
        assertThat(behind.set(Requests.read(request("id-1", THERE, END, JOB)), T0))
                .isInstanceOf(SilenceChange.Created.class);
        assertThat(behind.get("id-1").orElseThrow().stateAt(T0)).isEqualTo(SilenceState.EXPIRED);
    }

    @Test
    void changes_toAndFro_theLastOneCounts() {
        Silence silence = createdAhead(THERE);
        for (int i = 1; i <= 5; i++) {
            Silences writer = i % 2 == 0 ? ahead : behind;
            Instant now = (i % 2 == 0 ? THERE : T0).plusMillis(i);
            writer.set(Requests.read(request("id-1", startOf(writer), END.plusSeconds(i), JOB)), now);
            tell(ahead, behind, T0.plusMillis(i));
            tell(behind, ahead, THERE.plusMillis(i));
            assertThat(ahead.version("id-1")).isEqualTo(behind.version("id-1"));
            assertThat(ahead.get("id-1").orElseThrow().endsAt()).isEqualTo(END.plusSeconds(i));
        }
        assertThat(silence.id()).isEqualTo("id-1");
    }

    private static Instant startOf(Silences member) {
        return member.get("id-1").orElseThrow().startsAt();
    }

    private Silence createdAhead(Instant start) {
        SilenceChange change = ahead.set(Requests.read(request("", start, END, JOB)), THERE);
        tell(ahead, behind, T0);
        return ((SilenceChange.Created) change).silence();
    }

    private static void tell(Silences from, Silences to, Instant now) {
        for (Stamped<Silence> version : from.versions()) {
            to.merge(version, now);
        }
    }

    /** At both members, so many seconds after {@link Requests#T0}. */
    private void assertStates(SilenceState state, int seconds) {
        assertThat(behind.get("id-1").orElseThrow().stateAt(T0.plusSeconds(seconds)))
                .isEqualTo(state);
        assertThat(ahead.get("id-1").orElseThrow().stateAt(THERE.plusSeconds(seconds)))
                .isEqualTo(state);
    }
}
