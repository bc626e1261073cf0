package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockOffsetTest {
    private static final Instant NOW = Instant.parse("2026-03-29T00:00:00Z");
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private final ClockOffset offset = new ClockOffset();

    /** A greeting that took so long there, was thought over, and took so long back. */
    private void greet(Duration there, Duration thinking, Duration back) {
        Instant received = NOW.plus(there).plus(AHEAD);
        offset.answered(
                NOW, received, received.plus(thinking), there.plus(thinking).plus(back));
    }

    @Test
    void ahead_sameWayBothDirections_exact() {
        greet(Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofMillis(20));
        assertThat(offset.ahead()).isEqualTo(AHEAD);
    }

    @Test
    void ahead_oneWaySlow_theShortestRoundTripCounts() {
        greet(Duration.ofMillis(2), Duration.ZERO, Duration.ofMillis(2));
        greet(Duration.ofSeconds(3), Duration.ZERO, Duration.ofMillis(1));
        assertThat(offset.ahead()).isEqualTo(AHEAD);
    }

    @Test
    void ahead_afterEightMore_theOldOneIsForgotten() {
        offset.answered(NOW, NOW, NOW, Duration.ZERO);
        for (int i = 0; i < 8; i++) {
            greet(Duration.ofMillis(5), Duration.ZERO, Duration.ofMillis(5));
        }
        assertThat(offset.ahead()).isEqualTo(AHEAD);
    }

    @Test
    void ahead_onlyHeardOf_asIfItHadComeAtOnce() {
        assertThat(offset.ahead()).isZero();
        offset.heard(NOW.plus(AHEAD), NOW);
        assertThat(offset.ahead()).isEqualTo(AHEAD);
        offset.answered(NOW, NOW.minusSeconds(7), NOW.minusSeconds(7), Duration.ZERO);
        assertThat(offset.ahead()).isEqualTo(Duration.ofSeconds(-7));
    }

    @Test
    void ahead_otherClockIsSet_oldSamplesAreForgotten() {
        for (int i = 0; i < 8; i++) {
            greet(Duration.ofMillis(1), Duration.ZERO, Duration.ofMillis(1));
        }
        Instant received = NOW.plusMillis(40);
        offset.answered(NOW, received, received, Duration.ofMillis(80));
        assertThat(offset.ahead()).isZero();
    }

    @Test
    void stepped_clockHereIsSet_offsetFollowsAtOnce() {
        greet(Duration.ofMillis(1), Duration.ZERO, Duration.ofMillis(1));
        offset.stepped(Duration.ofHours(1));
        assertThat(offset.ahead()).isEqualTo(AHEAD.minusHours(1));
    }
}
