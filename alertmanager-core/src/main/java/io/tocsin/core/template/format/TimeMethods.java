package io.tocsin.core.template.format;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What templates can ask a {@code time.Time}. Deviation D-227: without the methods that read it from text or bytes.
 *
 * @see "Go: time.Time"
 */
final class TimeMethods {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A layout grows at most so many times: {@code Jan} to {@code September}, {@code 1} to two digits. */
    private static final int LAYOUT_GROWTH = 4;

    private TimeMethods() {}

    static List<Function> of(GoType time) {
        List<Function> methods = new ArrayList<>();
        methods.addAll(parts());
        methods.addAll(comparisons(time));
        methods.addAll(arithmetic(time));
        methods.addAll(places());
        methods.addAll(numbers());
        methods.addAll(TimeEncodings.methods());
        methods.addAll(refused());
        return methods;
    }

    private interface Method {
        Value of(GoTime time) throws CallException;
    }

    static GoTime time(List<Value> arguments, int index) {
        return (GoTime) arguments.get(index);
    }

    private static long integer(List<Value> arguments, int index) {
        return ((Value.Int) arguments.get(index)).value();
    }

    private static Function method(String name, Method method) {
        return Function.of(name, List.of(), (call, arguments) -> method.of(time(arguments, 0)));
    }

    private static Value int64(long value) {
        return new Value.Int(value, GoType.INT64);
    }

    private static List<Function> parts() {
        return List.of(
                method("Year", time -> Value.Int.of(time.civil().getYear())),
                method("Month", time -> new Value.Int(time.civil().getMonthValue(), TimeTypes.MONTH)),
                method("Day", time -> Value.Int.of(time.civil().getDayOfMonth())),
                method("YearDay", time -> Value.Int.of(time.civil().getDayOfYear())),
                method(
                        "Weekday",
                        time -> new Value.Int(
                                time.civil().getDayOfWeek().getValue() % TimeLayout.DAYS.size(), TimeTypes.WEEKDAY)),
                method("Hour", time -> Value.Int.of(time.civil().getHour())),
                method("Minute", time -> Value.Int.of(time.civil().getMinute())),
                method("Second", time -> Value.Int.of(time.civil().getSecond())),
                method("Nanosecond", time -> Value.Int.of(time.nano())));
    }

    private static List<Function> comparisons(GoType type) {
        return List.of(
                Function.of("After", List.of(type), (call, arguments) -> Value.Bool.of(compare(arguments) > 0)),
                Function.of("Before", List.of(type), (call, arguments) -> Value.Bool.of(compare(arguments) < 0)),
                Function.of("Equal", List.of(type), (call, arguments) -> Value.Bool.of(compare(arguments) == 0)),
                Function.of("Compare", List.of(type), (call, arguments) -> Value.Int.of(compare(arguments))),
                method("IsZero", time -> Value.Bool.of(time.isZero())));
    }

    private static int compare(List<Value> arguments) {
        return time(arguments, 0).compareTo(time(arguments, 1));
    }

    private static List<Function> arithmetic(GoType type) {
        return List.of(
                Function.of(
                        "Add",
                        List.of(TimeTypes.DURATION),
                        (call, arguments) -> time(arguments, 0).plus(integer(arguments, 1))),
                Function.of(
                        "AddDate",
                        List.of(GoType.INT, GoType.INT, GoType.INT),
                        (call, arguments) -> time(arguments, 0)
                                .plusDate(integer(arguments, 1), integer(arguments, 2), integer(arguments, 3))),
                Function.of(
                        "Sub",
                        List.of(type),
                        (call, arguments) ->
                                TimeTypes.duration(time(arguments, 0).since(time(arguments, 1)))),
                Function.of(
                        "Round",
                        List.of(TimeTypes.DURATION),
                        (call, arguments) -> time(arguments, 0).rounded(integer(arguments, 1))),
                Function.of(
                        "Truncate",
                        List.of(TimeTypes.DURATION),
                        (call, arguments) -> time(arguments, 0).truncated(integer(arguments, 1))));
    }

    private static List<Function> places() {
        return List.of(
                Function.of(
                        "In",
                        List.of(TimeTypes.LOCATION),
                        (call, arguments) -> time(arguments, 0).in(location(arguments.get(1)))),
                Function.of(
                        "Local",
                        List.of(),
                        (call, arguments) -> time(arguments, 0).in(TimeLocation.local(call.localZone()))),
                method("UTC", time -> time.in(TimeLocation.UTC)),
                method("Location", GoTime::location),
                method("IsDST", time -> Value.Bool.of(time.moment().isSummer())),
                Function.of(
                        "Format",
                        List.of(GoType.STRING),
                        (call, arguments) -> Value.Text.of(format(call, time(arguments, 0), text(arguments, 1)))),
                method("String", time -> Value.Text.of(time.toString())),
                method("GoString", time -> Value.Text.of(TimeEncodings.syntax(time))));
    }

    private static TimeLocation location(Value value) throws CallException {
        if (value instanceof TimeLocation location) {
            return location;
        }
        throw new CallException("time: missing Location in call to Time.In");
    }

    static String text(List<Value> arguments, int index) {
        return ((Value.Text) arguments.get(index)).text();
    }

    static String format(Call call, GoTime time, String layout) throws CallException {
        call.charge((long) LAYOUT_GROWTH * layout.length());
        return TimeLayout.format(layout, time);
    }

    /** Those that do not fit overflow, as in Go. */
    private static List<Function> numbers() {
        return List.of(
                method("Unix", time -> int64(time.epochSecond())),
                method("UnixMilli", time -> int64(time.epochSecond() * 1_000 + time.nano() / NANOS_PER_MILLI)),
                method("UnixMicro", time -> int64(time.epochSecond() * 1_000_000 + time.nano() / 1_000)),
                method("UnixNano", time -> int64(time.epochSecond() * GoTime.SECOND + time.nano())));
    }

    private static List<Function> refused() {
        return List.of(
                withResults("Date", 3),
                withResults("Clock", 3),
                withSecondResult("ISOWeek", "int"),
                withSecondResult("Zone", "int"),
                withSecondResult("ZoneBounds", "time.Time"));
    }

    private static Function withResults(String name, int count) {
        return Function.of(
                name,
                List.of(),
                new Function.Refusal("function " + name + " has " + count + " return values; should be 1 or 2"));
    }

    private static Function withSecondResult(String name, String type) {
        return Function.of(
                name,
                List.of(),
                new Function.Refusal("invalid function signature for " + name
                        + ": second return value should be error; is " + type));
    }
}
