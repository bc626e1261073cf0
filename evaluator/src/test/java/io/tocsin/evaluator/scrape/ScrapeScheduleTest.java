package io.tocsin.evaluator.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScrapeScheduleTest {
    private static final long INTERVAL = 15_000;

    private static ScrapeTarget target(int number) {
        return new ScrapeTarget(
                Labels.EMPTY,
                Labels.of("instance", "host-" + number),
                "http://host-" + number + "/metrics",
                Duration.ofMillis(INTERVAL),
                Duration.ofSeconds(10));
    }

    @Test
    void firstDelay_manyTargets_spreadOverTheInterval() {
        int[] tenths = new int[10];
        for (int i = 0; i < 1000; i++) {
            long delay = ScrapeSchedule.firstDelayMillis(target(i), 42, ManualTimers.START_MILLIS);
            assertThat(delay).isBetween(0L, INTERVAL - 1);
            tenths[(int) (delay * 10 / INTERVAL)]++;
        }
        assertThat(Arrays.stream(tenths)).allMatch(count -> count > 50 && count < 150);
    }

    @Test
    void firstDelay_askedLater_leadsToTheSameOffset() {
        long first = ScrapeSchedule.firstDelayMillis(target(1), 42, ManualTimers.START_MILLIS);
        long second = ScrapeSchedule.firstDelayMillis(target(1), 42, ManualTimers.START_MILLIS + 4711);

        assertThat(Math.floorMod(first - second - 4711, INTERVAL)).isZero();
    }

    @Test
    void firstDelay_otherSeed_isAnotherOffset() {
        List<Long> delays = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            delays.add(ScrapeSchedule.firstDelayMillis(target(1), seed * 7919L, ManualTimers.START_MILLIS));
        }
        assertThat(delays).doesNotHaveDuplicates();
    }

    @Test
    void timestamp_aLittleLateOrEarly_isTheSlot() {
        ScrapeSchedule schedule = new ScrapeSchedule(INTERVAL, 0, 1000);

        assertThat(schedule.timestampMillis(1000)).isEqualTo(1000);
        assertThat(schedule.timestampMillis(16_002)).isEqualTo(16_000);
        assertThat(schedule.timestampMillis(30_998)).isEqualTo(31_000);
        assertThat(schedule.timestampMillis(46_003)).isEqualTo(46_003);
        assertThat(schedule.timestampMillis(61_001)).isEqualTo(61_000);
    }

    @Test
    void timestamp_shortInterval_toleratesAHundredth() {
        ScrapeSchedule schedule = new ScrapeSchedule(100, 0, 1000);

        assertThat(schedule.timestampMillis(1101)).isEqualTo(1100);
        assertThat(schedule.timestampMillis(1202)).isEqualTo(1202);
    }

    @Test
    void timestamp_clockSetBack_isRealTime() {
        ScrapeSchedule schedule = new ScrapeSchedule(INTERVAL, 0, 1_000_000);

        assertThat(schedule.timestampMillis(400_000)).isEqualTo(400_000);
        assertThat(schedule.timestampMillis(415_001)).isEqualTo(415_000);
    }

    @Test
    void nextDelay_scrapesInTime_keepsTheTicks() {
        ScrapeSchedule schedule = new ScrapeSchedule(INTERVAL, 500, 1000);

        assertThat(schedule.nextDelayMillis(700)).isEqualTo(14_800);
        assertThat(schedule.nextDelayMillis(15_900)).isEqualTo(14_600);
    }

    @Test
    void nextDelay_scrapeMissesTicks_makesUpForOne() {
        ScrapeSchedule schedule = new ScrapeSchedule(INTERVAL, 0, 1000);

        assertThat(schedule.nextDelayMillis(47_000)).isZero();
        assertThat(schedule.nextDelayMillis(47_100)).isEqualTo(12_900);
    }
}
