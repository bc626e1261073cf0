package io.tocsin.core.template.format;

import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value;
import java.util.List;

/** The types of Go's package time, with all their methods. */
public final class TimeTypes {
    public static final GoType MONTH = named("time.Month", TimeLayout.MONTHS, 1);
    public static final GoType WEEKDAY = named("time.Weekday", TimeLayout.DAYS, 0);
    public static final GoType DURATION = new GoType.Builder("time.Duration", Kind.INT)
            .methods(DurationMethods::of)
            .build();
    public static final GoType LOCATION = new GoType.Builder("*time.Location", Kind.POINTER)
            .element(new GoType.Builder("time.Location", Kind.STRUCT).build())
            .method(Function.of(
                    "String", List.of(), (call, arguments) -> Value.Text.of(((TimeLocation) arguments.get(0)).name())))
            .build();
    public static final GoType TIME = new GoType.Builder("time.Time", Kind.STRUCT)
            .methods(TimeMethods::of)
            .build();

    private TimeTypes() {}

    /** @param nanos nanoseconds */
    public static Value.Int duration(long nanos) {
        return new Value.Int(nanos, DURATION);
    }

    private static GoType named(String name, List<String> names, int first) {
        return new GoType.Builder(name, Kind.INT)
                .method(Function.of(
                        "String", List.of(), (call, arguments) -> Value.Text.of(names.get(index(arguments) - first))))
                .build();
    }

    private static int index(List<Value> arguments) {
        return (int) ((Value.Int) arguments.get(0)).value();
    }
}
