package io.tocsin.core.timeinterval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What intervals contain; the cases of days are those of Alertmanager's documentation and of its clamping rules. */
final class TimeIntervalTest {
    private static final TimeInterval NOTHING_SAID = TimeInterval.ALWAYS;

    private static boolean contains(TimeInterval interval, String time) {
        return interval.contains(Instant.parse(time));
    }

    private static TimeInterval times(int start, int end) {
        return new TimeInterval(List.of(new TimeRange(start, end)), null, null, null, null, null);
    }

    private static TimeInterval days(long begin, long end) {
        return new TimeInterval(null, null, List.of(new NumberRange(begin, end)), null, null, null);
    }

    private static TimeInterval in(String zone, TimeInterval interval) {
        Location location = Location.find(zone, ZoneOffset.UTC).orElseThrow();
        return new TimeInterval(
                interval.times(),
                interval.weekdays(),
                interval.daysOfMonth(),
                interval.months(),
                interval.years(),
                location);
    }

    @Test
    void contains_noCondition_isAlways() {
        assertThat(contains(NOTHING_SAID, "2024-02-29T23:59:59Z")).isTrue();
        assertThat(NOTHING_SAID.isNever()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "540, 1020, 08:59:59.999, false",
        "540, 1020, 09:00:00, true",
        "540, 1020, 16:59:59.999, true",
        "540, 1020, 17:00:00, false",
        "1380, 1440, 23:59:59.999, true",
        "1380, 1440, 00:00:00, false",
        "0, 1440, 00:00:00, true",
        "0, 0, 00:00:00, false",
    })
    void contains_times_haveAnExclusiveEnd(int start, int end, String time, boolean expected) {
        assertThat(contains(times(start, end), "2024-05-15T" + time + "Z")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 2024-05-05, true",
        "1, 5, 2024-05-06, false",
        "-3, -1, 2024-02-26, false",
        "-3, -1, 2024-02-27, true",
        "-3, -1, 2023-02-26, true",
        "-1, -1, 2024-04-30, true",
        "-1, -1, 2024-05-30, false",
        "-31, -1, 2023-02-01, true",
        "-31, -29, 2023-02-01, false",
        "-31, -28, 2023-02-01, true",
        "25, 31, 2023-02-28, true",
        "29, 31, 2023-02-28, false",
        "31, 31, 2024-04-30, false",
        "15, -10, 2023-02-19, true",
        "15, -10, 2023-02-20, false",
        "15, -10, 2024-05-22, true",
        "0, 0, 2024-05-01, false",
    })
    void contains_daysOfMonth_countFromBothEnds(long begin, long end, String date, boolean expected) {
        assertThat(contains(days(begin, end), date + "T12:00:00Z")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 2024-05-19, true",
        "0, 0, 2024-05-20, false",
        "1, 5, 2024-05-20, true",
        "1, 5, 2024-05-24, true",
        "1, 5, 2024-05-25, false",
        "6, 6, 2024-05-25, true",
    })
    void contains_weekdays_beginWithSunday(long begin, long end, String date, boolean expected) {
        TimeInterval interval = new TimeInterval(null, List.of(new NumberRange(begin, end)), null, null, null, null);
        assertThat(contains(interval, date + "T00:00:00Z")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 13, 2024-12-31, true",
        "1, 13, 2024-01-01, true",
        "13, 14, 2024-01-01, false",
        "3, 5, 2024-02-29, false",
        "3, 5, 2024-03-01, true",
        "0, 0, 2024-01-01, false",
    })
    void contains_months_beyondDecemberNeverCome(long begin, long end, String date, boolean expected) {
        TimeInterval interval = new TimeInterval(null, null, null, List.of(new NumberRange(begin, end)), null, null);
        assertThat(contains(interval, date + "T00:00:00Z")).isEqualTo(expected);
    }

    @Test
    void contains_years_includesBothEnds() {
        TimeInterval interval = new TimeInterval(null, null, null, null, List.of(new NumberRange(2024, 2025)), null);
        assertThat(contains(interval, "2023-12-31T23:59:59Z")).isFalse();
        assertThat(contains(interval, "2024-01-01T00:00:00Z")).isTrue();
        assertThat(contains(interval, "2025-12-31T23:59:59Z")).isTrue();
        assertThat(contains(interval, "2026-01-01T00:00:00Z")).isFalse();
    }

    @Test
    void contains_severalConditions_allHold() {
        TimeInterval interval = new TimeInterval(
                List.of(new TimeRange(0, 60), new TimeRange(120, 180)),
                List.of(NumberRange.of(1)),
                null,
                List.of(NumberRange.of(5)),
                null,
                null);
        assertThat(contains(interval, "2024-05-20T02:30:00Z")).isTrue();
        assertThat(contains(interval, "2024-05-20T01:30:00Z")).isFalse();
        assertThat(contains(interval, "2024-05-21T02:30:00Z")).isFalse();
        assertThat(contains(interval, "2024-06-03T02:30:00Z")).isFalse();
    }

    @Test
    void contains_emptyCondition_neverHolds() {
        TimeInterval interval = new TimeInterval(List.of(), null, null, null, null, null);
        assertThat(contains(interval, "2024-05-20T02:30:00Z")).isFalse();
        assertThat(interval.isNever()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // The office opens at the same local time on both sides of both changes of the clocks.
        "2024-03-30T08:00:00Z, true",
        "2024-03-30T07:59:59Z, false",
        "2024-03-31T07:00:00Z, true",
        "2024-03-31T06:59:59Z, false",
        "2024-10-26T07:00:00Z, true",
        "2024-10-27T07:59:59Z, false",
        "2024-10-27T08:00:00Z, true",
    })
    void contains_zoneWithSummerTime_followsTheLocalClock(String time, boolean expected) {
        assertThat(contains(in("Europe/Berlin", times(540, 1020)), time)).isEqualTo(expected);
    }

    @Test
    void contains_hourThatComesTwice_isInsideBothTimes() {
        TimeInterval interval = in("Europe/Berlin", times(150, 180));
        assertThat(contains(interval, "2024-10-27T00:30:00Z")).isTrue();
        assertThat(contains(interval, "2024-10-27T01:00:00Z")).isFalse();
        assertThat(contains(interval, "2024-10-27T01:30:00Z")).isTrue();
        assertThat(contains(interval, "2024-10-27T02:00:00Z")).isFalse();
    }

    /** The original of before 0.34 took such a month for 31 days minus an hour, so 30. */
    @Test
    void contains_lastDayOfTheMonthWithTheChange_isTheRealOne() {
        TimeInterval interval = in("Europe/Berlin", days(-1, -1));
        assertThat(contains(interval, "2024-03-30T12:00:00Z")).isFalse();
        assertThat(contains(interval, "2024-03-30T22:59:59Z")).isFalse();
        assertThat(contains(interval, "2024-03-30T23:00:00Z")).isTrue();
        assertThat(contains(interval, "2024-03-31T21:59:59Z")).isTrue();
        assertThat(contains(interval, "2024-03-31T22:00:00Z")).isFalse();
        assertThat(contains(interval, "2024-10-31T22:59:59Z")).isTrue();
    }

    @Test
    void contains_otherZone_takesDayAndYearFromThere() {
        TimeInterval newYear = in(
                "Pacific/Kiritimati",
                new TimeInterval(
                        null,
                        null,
                        List.of(NumberRange.of(1)),
                        List.of(NumberRange.of(1)),
                        List.of(NumberRange.of(2025)),
                        null));
        assertThat(contains(newYear, "2024-12-31T09:59:59Z")).isFalse();
        assertThat(contains(newYear, "2024-12-31T10:00:00Z")).isTrue();
        assertThat(contains(newYear, "2025-01-01T10:00:00Z")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "30, 31, 2, 2, true",
        "29, 29, 2, 2, false",
        "31, 31, 4, 4, true",
        "31, 31, 4, 5, false",
        "-31, -31, 4, 4, true",
        "1, 1, 13, 13, true",
        "0, 0, 1, 12, true",
    })
    void isNever_daysThatTheMonthsDoNotHave_isTrue(
            long day, long lastDay, long month, long lastMonth, boolean expected) {
        TimeInterval interval = new TimeInterval(
                null,
                null,
                List.of(new NumberRange(day, lastDay)),
                List.of(new NumberRange(month, lastMonth)),
                null,
                null);
        assertThat(interval.isNever()).isEqualTo(expected);
    }

    @Test
    void constructor_lists_areCopied() {
        List<TimeRange> times = new ArrayList<>(List.of(new TimeRange(0, 1)));
        TimeInterval interval = new TimeInterval(times, null, null, null, null, null);
        times.clear();
        assertThat(interval.times()).hasSize(1);
    }
}
