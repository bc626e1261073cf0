package io.tocsin.notifiers.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SlowRenderingLogTest {
    private static final long SLOW = Duration.ofMillis(101).toNanos();

    private final SlowRenderingLog log = new SlowRenderingLog("team/slack[0]");

    /** What renders is compiled only later. */
    @Test
    void firstOne_slow_isNotTold() {
        assertThat(log.isToBeTold(10 * SLOW - 20_000_000, 0)).isFalse();
        assertThat(log.isToBeTold(SLOW, 1)).isTrue();
    }

    @Test
    void firstOne_verySlow_isTold() {
        assertThat(log.isToBeTold(10 * SLOW, 0)).isTrue();
    }

    @Test
    void slowAgain_isToldAfterFiveMinutes() {
        log.isToBeTold(0, 0);
        assertThat(log.isToBeTold(SLOW, 0)).isTrue();
        assertThat(log.isToBeTold(SLOW, Duration.ofMinutes(5).toNanos())).isFalse();
        assertThat(log.isToBeTold(SLOW, Duration.ofMinutes(5).toNanos() + 1)).isTrue();
    }
}
