package io.tocsin.core.timeinterval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedTimeIntervalTest {
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "America/Havana",
            "Pacific/Apia");

    private static NamedTimeInterval named(TimeInterval... members) {
        return new NamedTimeInterval("x", List.of(members));
    }

    private static Location zone(String name) {
        return Location.find(name, ZoneOffset.UTC).orElseThrow();
    }

    private static TimeInterval office(String zone) {
        return new TimeInterval(
                List.of(new TimeRange(540, 1020)), List.of(new NumberRange(1, 5)), null, null, null, zone(zone));
    }

    private static Optional<Instant> next(NamedTimeInterval interval, String time) {
        return interval.nextChange(Instant.parse(time));
    }

    @Test
    void isActiveAt_members_oneIsEnough() {
        NamedTimeInterval interval = named(office("Europe/Berlin"), office("America/New_York"));
        assertThat(interval.isActiveAt(Instant.parse("2024-05-20T07:00:00Z"))).isTrue();
        assertThat(interval.isActiveAt(Instant.parse("2024-05-20T20:59:00Z"))).isTrue();
        assertThat(interval.isActiveAt(Instant.parse("2024-05-20T21:00:00Z"))).isFalse();
    }

    @Test
    void isActiveAt_noMembers_isNever() {
        assertThat(named().isActiveAt(Instant.EPOCH)).isFalse();
        assertThat(named().isNever()).isTrue();
        assertThat(next(named(), "2024-05-20T07:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-20T06:00:00Z, 2024-05-20T07:00:00Z",
        "2024-05-20T07:00:00Z, 2024-05-20T15:00:00Z",
        // A whole weekend, and one with the change of the clocks.
        "2024-05-24T15:00:00Z, 2024-05-27T07:00:00Z",
        "2024-03-29T16:00:00Z, 2024-04-01T07:00:00Z",
    })
    void nextChange_officeHours_isWhenTheDoorOpensOrCloses(String time, String expected) {
        assertThat(next(named(office("Europe/Berlin")), time)).contains(Instant.parse(expected));
    }

    @Test
    void nextChange_membersThatTouch_isTheEndOfTheLast() {
        NamedTimeInterval night = named(
                new TimeInterval(List.of(new TimeRange(1320, 1440)), null, null, null, null, null),
                new TimeInterval(List.of(new TimeRange(0, 360)), null, null, null, null, null));
        assertThat(next(night, "2024-05-20T22:30:00Z")).contains(Instant.parse("2024-05-21T06:00:00Z"));
    }

    @Test
    void nextChange_oncePerYear_isFound() {
        NamedTimeInterval interval = named(
                new TimeInterval(null, null, List.of(NumberRange.of(-1)), List.of(NumberRange.of(12)), null, null));
        assertThat(next(interval, "2024-01-01T00:00:00Z")).contains(Instant.parse("2024-12-31T00:00:00Z"));
    }

    @Test
    void nextChange_alwaysOrFarAhead_isEmpty() {
        assertThat(next(named(TimeInterval.ALWAYS), "2024-05-20T07:00:00Z")).isEmpty();
        NamedTimeInterval later = named(new TimeInterval(null, null, null, null, List.of(NumberRange.of(2030)), null));
        assertThat(next(later, "2024-05-20T07:00:00Z")).isEmpty();
        assertThat(next(later, "2029-06-01T00:00:00Z")).contains(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Test
    void nextChange_clocksPutForwardOverTheEnd_isTheJump() {
        NamedTimeInterval interval =
                named(new TimeInterval(List.of(new TimeRange(60, 150)), null, null, null, null, zone("Europe/Berlin")));
        assertThat(next(interval, "2024-03-31T00:30:00Z")).contains(Instant.parse("2024-03-31T01:00:00Z"));
    }

    @Test
    void nextChange_clocksPutBackIntoTheRange_isTheJump() {
        NamedTimeInterval interval = named(
                new TimeInterval(List.of(new TimeRange(120, 150)), null, null, null, null, zone("Europe/Berlin")));
        assertThat(next(interval, "2024-10-27T00:30:00Z")).contains(Instant.parse("2024-10-27T01:00:00Z"));
    }

    /** Compares with a walk from minute to minute, through days on which clocks are changed. */
    @RepeatedTest(60)
    void nextChange_anyInterval_isTheFirstMinuteThatDiffers(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        NamedTimeInterval interval = named(random(random), random(random));
        List<String> starts = List.of(
                "2024-03-30T22:10:00Z",
                "2024-10-26T21:40:00Z",
                "2024-03-09T20:00:00Z",
                "2024-11-02T23:30:00Z",
                "2024-10-05T10:00:00Z",
                "2011-12-29T09:00:00Z");
        for (String start : starts) {
            Instant time = Instant.parse(start);
            Optional<Instant> change = interval.nextChange(time);
            assertThat(change.filter(at -> at.isBefore(time.plus(Duration.ofDays(4)))))
                    .as("%s from %s", interval, start)
                    .isEqualTo(walk(interval, time, Duration.ofDays(4)));
        }
    }

    private static Optional<Instant> walk(NamedTimeInterval interval, Instant time, Duration limit) {
        boolean isActive = interval.isActiveAt(time);
        for (Instant at = time; at.isBefore(time.plus(limit)); at = at.plus(Duration.ofMinutes(1))) {
            if (interval.isActiveAt(at) != isActive) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static TimeInterval random(Random random) {
        int start = random.nextInt(1439);
        return new TimeInterval(
                random.nextInt(4) == 0
                        ? null
                        : List.of(
                                new TimeRange(start, start + 1 + random.nextInt(1440 - start)), new TimeRange(60, 180)),
                maybe(random, new NumberRange(random.nextInt(3), 2L + random.nextInt(5))),
                maybe(random, new NumberRange(-4, -1)),
                null,
                null,
                zone(ZONES.get(random.nextInt(ZONES.size()))));
    }

    private static @Nullable List<NumberRange> maybe(Random random, NumberRange range) {
        return random.nextInt(3) == 0 ? new ArrayList<>(List.of(range)) : null;
    }
}
