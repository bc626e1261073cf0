package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceExpiry;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a restart makes of kept silences; all times are seconds around the restart. */
final class SilencesRestoredTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels A = Labels.of("alertname", "A");

    private final VirtualTime time = new VirtualTime(NOW);
    private final InMemoryStateStore journal = new InMemoryStateStore();
    private final Memory memory = new Memory(
            TestPorts.of(time, () -> 0, journal, event -> {}, () -> "new"),
            EngineSettings.DEFAULT,
            new Heartbeat(time, () -> {}),
            alert -> new RoutedAlert(alert, List.of()));
    private final LiveSilences silences = memory.liveSilences();

    @Test
    void restore_retentionPassedMeanwhile_journalForgetsIt() {
        restore(silence(-900, -800, -900, -1));

        assertThat(silences.size()).isZero();
        assertThat(kept()).isEmpty();
    }

    @Test
    void restore_twoVersions_theLaterOneCounts() {
        restore(silence(-900, 900, -10, 9_000), silence(-900, 800, -20, 9_000));

        assertThat(silences.all()).containsExactly(silence(-900, 900, -10, 9_000));
    }

    @Test
    void restore_beganWhileTheClockWasAhead_silencesAtOnce() {
        restore(silence(3_600, 7_200, 3_600, 9_000));

        assertThat(silences.silencing(A, NOW)).containsExactly("s");
    }

    @Test
    void restore_endedByHandWhileTheClockWasAhead_staysEnded() {
        restore(silence(-900, 3_600, 3_600, 9_000));

        assertThat(silences.silencing(A, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void restore_plannedWhileTheClockWasAhead_isStillPlanned() {
        restore(silence(5_000, 7_200, 3_600, 9_000));

        assertThat(silences.silencing(A, NOW)).isEmpty();
        assertThat(silences.silencing(A, NOW.plusSeconds(5_000))).containsExactly("s");
    }

    @Test
    void matching_plannedAndInForce_areBothFound_endedIsNot() {
        restore(silence(5_000, 7_200, -900, 9_000));

        assertThat(silences.matching(A, NOW)).containsExactly("s");
        assertThat(silences.matching(A, NOW.plusSeconds(5_000))).containsExactly("s");
        assertThat(silences.matching(A, NOW.plusSeconds(7_201))).isEmpty();
        assertThat(silences.matching(Labels.of("b", "1"), NOW)).isEmpty();
    }

    @Test
    void matching_clockSetBackBehindTheEndOfOneThatLeftTheIndex_findsIt() {
        restore(silence(-900, 3_600, -900, 90_000));
        silences.collect(NOW.plusSeconds(7_200));

        assertThat(silences.indexed()).isZero();
        assertThat(silences.matching(A, NOW)).containsExactly("s");
    }

    @Test
    void expire_writtenWhileTheClockWasAhead_ends() {
        restore(silence(-900, 7_200, 3_600, 9_000));

        CompletableFuture<SilenceExpiry> expiry =
                silences.expire("s", Requester.NONE).toCompletableFuture();
        time.settle();

        assertThat(expiry.join()).isInstanceOf(SilenceExpiry.Ended.class);
        assertThat(kept()).singleElement().satisfies(kept -> {
            assertThat(kept.value().endsAt()).isEqualTo(NOW);
            assertThat(kept.stamp()).isGreaterThan(Stamp.of(NOW.plusSeconds(3_600)));
        });
    }

    private void restore(Silence... stored) {
        List<Stamped<Silence>> versions = Stream.of(stored).map(Versions::of).toList();
        versions.forEach(journal::silenceStored);
        silences.restore(versions);
    }

    private List<Stamped<Silence>> kept() {
        return journal.restore(memory).silences();
    }

    private static Silence silence(int starts, int ends, int updated, int expires) {
        return new Silence(
                "s",
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "alertname", "A")))),
                NOW.plusSeconds(starts),
                NOW.plusSeconds(ends),
                NOW.plusSeconds(updated),
                "me",
                "c",
                Labels.EMPTY,
                NOW.plusSeconds(expires));
    }
}
