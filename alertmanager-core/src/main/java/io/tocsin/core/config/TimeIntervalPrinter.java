package io.tocsin.core.config;

import io.tocsin.core.timeinterval.Location;
import io.tocsin.core.timeinterval.NamedTimeInterval;
import io.tocsin.core.timeinterval.NumberRange;
import io.tocsin.core.timeinterval.TimeInterval;
import io.tocsin.core.timeinterval.TimeRange;
import io.tocsin.core.yaml.YamlFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows time intervals as the original's status does: weekdays by name, everything else as numbers. Used for one list.
 *
 * <p>The original's YAML library has a slip that shows here: the {@code flow} that is asked for of {@code location}, which
 * is no collection, stays in force and puts the next element of a list between brackets, whatever it is.
 */
final class TimeIntervalPrinter {
    private boolean isFlowPending;

    private TimeIntervalPrinter() {}

    static List<YamlFields> print(List<NamedTimeInterval> intervals) {
        TimeIntervalPrinter printer = new TimeIntervalPrinter();
        return intervals.stream().map(printer::print).toList();
    }

    private YamlFields print(NamedTimeInterval interval) {
        return element()
                .text("name", interval.name())
                .list(
                        "time_intervals",
                        interval.members().stream().map(this::print).toList());
    }

    private YamlFields element() {
        YamlFields fields = isFlowPending ? new YamlFields().asFlow() : new YamlFields();
        isFlowPending = false;
        return fields;
    }

    private YamlFields print(TimeInterval interval) {
        YamlFields out = element();
        List<TimeRange> times = interval.times();
        out.listIfAny(
                "times",
                times == null
                        ? List.of()
                        : times.stream().map(TimeIntervalPrinter::print).toList());
        print("weekdays", interval.weekdays(), CalendarRange.WEEKDAY, out);
        print("days_of_month", interval.daysOfMonth(), CalendarRange.DAY_OF_MONTH, out);
        print("months", interval.months(), CalendarRange.MONTH, out);
        print("years", interval.years(), CalendarRange.YEAR, out);
        Location location = interval.location();
        if (location != null) {
            out.text("location", location.name());
            isFlowPending = true;
        }
        return out;
    }

    private static YamlFields print(TimeRange range) {
        return new YamlFields()
                .text("start_time", print(range.startMinute()))
                .text("end_time", print(range.endMinute()));
    }

    private static String print(int minuteOfDay) {
        return "%02d:%02d".formatted(minuteOfDay / 60, minuteOfDay % 60);
    }

    private static void print(String key, @Nullable List<NumberRange> ranges, CalendarRange kind, YamlFields out) {
        out.flowIfAny(
                key,
                ranges == null ? List.of() : ranges.stream().map(kind::print).toList());
    }
}
