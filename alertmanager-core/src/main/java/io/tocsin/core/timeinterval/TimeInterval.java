package io.tocsin.core.timeinterval;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The times for which all given conditions hold; a condition holds if one of its ranges does. A condition that is null
 * is not asked for, and an empty one never holds. Without any condition the interval holds always.
 *
 * @param times minutes of the day
 * @param weekdays from Sunday, 0, to Saturday, 6
 * @param daysOfMonth from 1; negative ones count back from the end of the month, -1 being its last day
 * @param months from 1; those beyond 12 are never
 * @param location whose clocks and calendar count; null for UTC
 * @see "Upstream: timeinterval.TimeInterval.ContainsTime, v0.34.0"
 */
public record TimeInterval(
        @Nullable List<TimeRange> times,
        @Nullable List<NumberRange> weekdays,
        @Nullable List<NumberRange> daysOfMonth,
        @Nullable List<NumberRange> months,
        @Nullable List<NumberRange> years,
        @Nullable Location location) {

    public static final TimeInterval ALWAYS = new TimeInterval(null, null, null, null, null, null);

    public TimeInterval {
        times = copy(times);
        weekdays = copy(weekdays);
        daysOfMonth = copy(daysOfMonth);
        months = copy(months);
        years = copy(years);
    }

    private static <T> @Nullable List<T> copy(@Nullable List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    public boolean contains(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, rules().getOffset(time));
        int minute = local.getHour() * 60 + local.getMinute();
        return holds(times, range -> range.contains(minute)) && containsDay(local.toLocalDate());
    }

    private boolean containsDay(LocalDate date) {
        return holds(daysOfMonth, range -> containsDayOfMonth(range, date.getDayOfMonth(), date.lengthOfMonth()))
                && holds(months, range -> range.contains(date.getMonthValue()))
                && holds(weekdays, range -> range.contains(numberOf(date.getDayOfWeek())))
                && holds(years, range -> range.contains(date.getYear()));
    }

    private static <T> boolean holds(@Nullable List<T> ranges, Predicate<T> test) {
        return ranges == null || ranges.stream().anyMatch(test);
    }

    private static boolean containsDayOfMonth(NumberRange range, int day, int monthLength) {
        return day >= dayOfMonth(range.begin(), monthLength) && day <= dayOfMonth(range.end(), monthLength);
    }

    private static long dayOfMonth(long number, int monthLength) {
        return number < 0 ? monthLength + number + 1 : number;
    }

    private static int numberOf(DayOfWeek day) {
        return day.getValue() % DayOfWeek.values().length;
    }

    /** Whether this contains no time at all, of any year; every weekday is taken to fall on every date some year. */
    public boolean isNever() {
        boolean hasDay = IntStream.rangeClosed(1, 12)
                .filter(month -> holds(months, range -> range.contains(month)))
                .anyMatch(month -> holds(daysOfMonth, range -> hasDay(range, Month.of(month))));
        return !(hasDay
                && holds(times, range -> range.startMinute() < range.endMinute())
                && holds(weekdays, range -> range.begin() <= range.end() && range.end() >= 0 && range.begin() <= 6)
                && holds(years, range -> range.begin() <= range.end() && range.end() > 0));
    }

    private static boolean hasDay(NumberRange range, Month month) {
        return IntStream.rangeClosed(month.minLength(), month.maxLength())
                .anyMatch(length ->
                        IntStream.rangeClosed(1, length).anyMatch(day -> containsDayOfMonth(range, day, length)));
    }

    /** Whose clocks and calendar count. */
    public Location clock() {
        return location == null ? Location.UTC : location;
    }

    private ZoneRules rules() {
        return clock().zone().getRules();
    }

    /** Collects the times from {@code from} up to, not including, {@code to} at which {@link #contains} may change. */
    void collectBoundaries(Instant from, Instant to, NavigableSet<Instant> boundaries) {
        ZoneRules rules = rules();
        LocalDate first = LocalDateTime.ofInstant(from, rules.getOffset(from)).toLocalDate();
        LocalDate last = LocalDateTime.ofInstant(to, rules.getOffset(to)).toLocalDate();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            collect(date, 0, rules, boundaries);
            if (times != null) {
                for (TimeRange range : times) {
                    collect(date, range.startMinute(), rules, boundaries);
                    collect(date, range.endMinute(), rules, boundaries);
                }
            }
        }
        // Clocks that are put forward or back may jump over a boundary, or pass it twice.
        ZoneOffsetTransition transition = rules.nextTransition(from.minusNanos(1));
        while (transition != null && transition.getInstant().isBefore(to)) {
            boundaries.add(transition.getInstant());
            transition = rules.nextTransition(transition.getInstant());
        }
        boundaries.headSet(from, false).clear();
        boundaries.tailSet(to, true).clear();
    }

    private static void collect(LocalDate date, int minute, ZoneRules rules, NavigableSet<Instant> boundaries) {
        LocalDateTime local = LocalDateTime.of(date, LocalTime.MIN).plusMinutes(minute);
        rules.getValidOffsets(local).forEach(offset -> boundaries.add(local.toInstant(offset)));
    }
}
