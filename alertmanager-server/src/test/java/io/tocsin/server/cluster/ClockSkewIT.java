package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import io.tocsin.server.process.SilenceBody;
import io.tocsin.server.process.StateProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three members, the clock of one half a minute ahead, that of another one half a minute behind. */
@Tag("waits")
final class ClockSkewIT {
    private static final List<Integer> SHIFTS = List.of(30, -30, 0);
    private static final int GROUPS = 300;
    private static final int GROUPS_FEW = 30;
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** After this an alert of whose end nobody has spoken is over. */
    private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(12);

    /** Several flushes of every group. */
    private static final Duration QUIET = Duration.ofSeconds(6);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final TeamReceiver receiver = new TeamReceiver();
    private ClusterRig rig;

    @BeforeEach
    void start() {
        String config = ClusterRig.config(receiver.url(), "1s", "2s")
                .replace("resolve_timeout: 1h", "resolve_timeout: " + RESOLVE_TIMEOUT.toSeconds() + "s");
        rig = ClusterRig.loopback(3, Programs.tocsin(), folder, config, ClusterRig.QUICK);
        for (int i = 0; i < SHIFTS.size(); i++) {
            rig.member(i).shiftClock(SHIFTS.get(i));
        }
        rig.start();
        ClusterRig.awaitRanked(rig.members());
    }

    @AfterEach
    void stop() {
        rig.close();
        receiver.close();
    }

    /** The senders have the clocks of the members that they post to. */
    @Test
    void clocksDiffer_allIsToldOnce() {
        // given
        String muted = StateProbe.idIn(rig.member(0).send(silence("muted-.*", 0).post()));
        String replaced =
                StateProbe.idIn(rig.member(1).send(silence("other-.*", 1).post()));
        awaitSilences(muted, replaced, "active");
        // when
        post("fires", GROUPS, (names, member) -> Alerts.firing(names));
        post("muted", GROUPS_FEW, (names, member) -> Alerts.firing(names));
        post("other", GROUPS_FEW, (names, member) -> Alerts.firing(names));
        post("timeout", GROUPS_FEW, (names, member) -> Alerts.firingOpenEnd(names));
        Instant timeoutAt = Instant.now().plus(RESOLVE_TIMEOUT);
        // then
        awaitFiring("fires", GROUPS);
        awaitFiring("timeout", GROUPS_FEW);
        // when silences end where they were not made
        expire(1, muted);
        expire(0, replaced);
        awaitSilences(muted, replaced, "expired");
        // then
        awaitFiring("muted", GROUPS_FEW);
        awaitFiring("other", GROUPS_FEW);
        // when
        post(
                "fires",
                GROUPS,
                (names, member) -> Alerts.resolved(names, Instant.now().plusSeconds(SHIFTS.get(member))));
        // then
        awaitResolved("fires", GROUPS);
        awaitResolved("timeout", GROUPS_FEW);
        assertThat(Instant.now()).isAfter(timeoutAt.minusSeconds(1));
        assertAllOnce();
        assertThat(tally("fires").requests().keySet()).containsExactly("m0", "m1", "m2");
    }

    /** By the clock that is behind the end is still to come, so that such a resolve counts half a minute later. */
    @Test
    @Tag("long")
    void clocksDiffer_sendersHaveOneClock_allIsToldOnce() {
        post("fires", GROUPS, (names, member) -> Alerts.firing(names));
        awaitFiring("fires", GROUPS);
        post("fires", GROUPS, (names, member) -> Alerts.resolved(names));
        awaitResolved("fires", GROUPS);
        assertAllOnce();
    }

    private void assertAllOnce() {
        await("nothing is repeated").during(QUIET).atMost(QUIET.multipliedBy(5)).untilAsserted(() -> {
            for (String prefix : List.of("fires", "muted", "other", "timeout")) {
                tally(prefix).assertToldOnce(prefix, rig.failedAttempts());
            }
        });
        System.out.println("clocks " + SHIFTS + ": one state after " + rig.awaitSameState(Duration.ofSeconds(60)));
    }

    /** Each alert to one member, to one after the other. */
    private void post(String prefix, int count, BiFunction<List<String>, Integer, HttpExchange> request) {
        for (int from = 0; from < count; from += 10) {
            int member = from / 10 % rig.members().size();
            List<String> names = Alerts.named(prefix, count).subList(from, from + 10);
            HttpAnswer answer = rig.member(member).send(request.apply(names, member));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    private static SilenceBody silence(String pattern, int member) {
        Instant now = Instant.now().plusSeconds(SHIFTS.get(member));
        return SilenceBody.ofPattern("grp", pattern).lasting(now, now.plusSeconds(3_600));
    }

    private void expire(int member, String silence) {
        HttpExchange request = new HttpExchange("DELETE", "/api/v2/silence/" + silence, Map.of(), null);
        assertThat(rig.member(member).send(request).status()).isEqualTo(200);
    }

    private void awaitSilences(String one, String other, String state) {
        await("silences are " + state).atMost(TOLD_MAX).untilAsserted(() -> {
            for (Member member : rig.members()) {
                for (String silence : List.of(one, other)) {
                    assertThat(member.get("/api/v2/silence/" + silence).text())
                            .as("at " + member)
                            .contains("\"state\":\"" + state + "\"");
                }
            }
        });
    }

    private void awaitFiring(String prefix, int count) {
        await(prefix + " fire")
                .atMost(TOLD_MAX)
                .until(() -> tally(prefix).firing().size() == count);
    }

    private void awaitResolved(String prefix, int count) {
        await(prefix + " are resolved")
                .atMost(TOLD_MAX)
                .until(() -> tally(prefix).resolved().size() == count);
    }

    private Tally tally(String prefix) {
        return Tally.of(receiver.arrivals(), prefix + "-");
    }
}
