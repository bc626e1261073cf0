package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClusterClockTest {
    private static final Instant NOW = Instant.parse("2026-03-29T00:00:00Z");

    private static List<List<Integer>> clocks() {
        return List.of(List.of(0), List.of(0, 30), List.of(-30, 0, 30), List.of(30, 30, 0), List.of(5, 1, -40, 7));
    }

    /** @param clocks how far each is ahead, in seconds */
    @ParameterizedTest
    @MethodSource("clocks")
    void next_atTheSameMoment_allMembersMeanTheSame(List<Integer> clocks) {
        List<Long> ticks = new ArrayList<>();
        for (int own = 0; own < clocks.size(); own++) {
            ClusterClock clock = new ClusterClock(own + 1);
            List<Duration> ahead = new ArrayList<>();
            for (int other = 0; other < clocks.size(); other++) {
                if (other != own) {
                    ahead.add(Duration.ofSeconds(clocks.get(other) - clocks.get(own)));
                }
            }
            clock.compare(ahead);
            ticks.add(clock.next(NOW.plusSeconds(clocks.get(own))).ticks());
        }
        assertThat(ticks).containsOnly(ticks.get(0));
    }

    @Test
    void next_afterALaterOne_isLaterStill() {
        ClusterClock clock = new ClusterClock(1);
        Stamp later = Stamp.of(NOW.plusSeconds(500));
        clock.saw(later, NOW);
        assertThat(clock.next(NOW).isAfter(later)).isTrue();
    }

    @Test
    void saw_oneOfAClockThatIsFarOff_isNotFollowed() {
        ClusterClock clock = new ClusterClock(1);
        clock.saw(Stamp.of(NOW.plusSeconds(86_400)), NOW);
        assertThat(clock.next(NOW)).isEqualTo(new Stamp(Stamp.of(NOW).ticks(), 1));
    }
}
