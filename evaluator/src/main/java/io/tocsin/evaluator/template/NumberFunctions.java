package io.tocsin.evaluator.template;

import static io.tocsin.core.template.value.GoType.ANY;
import static io.tocsin.core.template.value.GoType.STRING;

import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.template.format.FloatText;
import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.HumanDuration;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.core.template.format.TimeTypes;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Real;
import io.tocsin.core.template.value.Value.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Numbers for people, and times.
 *
 * @see "Upstream: template/template.go; prometheus/common helpers/templates"
 */
final class NumberFunctions {
    private static final int DIGITS = 4;
    private static final double NANOS = 1e9;
    private static final double END = 0x1p63;
    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
    private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

    private NumberFunctions() {}

    /** Shows a number. */
    @FunctionalInterface
    private interface Shown {
        String of(double number);
    }

    static List<Function> all() {
        return List.of(
                shown("humanize", NumberFunctions::humanized),
                shown("humanize1024", NumberFunctions::humanizedBinary),
                shown("humanizePercentage", number -> digits(number * 100) + "%"),
                Function.of(
                        "humanizeDuration",
                        List.of(ANY),
                        (call, arguments) -> Text.of(HumanDuration.of(arguments.get(0)))),
                Function.of("humanizeTimestamp", List.of(ANY), NumberFunctions::humanizedTime),
                Function.of("toTime", List.of(ANY), (call, arguments) -> time(HumanDuration.seconds(arguments.get(0)))),
                Function.of(
                        "toDuration",
                        List.of(ANY),
                        (call, arguments) ->
                                TimeTypes.duration(nanos(HumanDuration.seconds(arguments.get(0)), "duration"))),
                Function.of(
                        "now",
                        List.of(),
                        (call, arguments) -> Real.of(call.now().toEpochMilli() / 1000.0)),
                Function.of(
                        "parseDuration",
                        List.of(STRING),
                        (call, arguments) -> Real.of(parsed((Text) arguments.get(0)))));
    }

    private static Function shown(String name, Shown shown) {
        return Function.of(
                name, List.of(ANY), (call, arguments) -> Text.of(shown.of(HumanDuration.seconds(arguments.get(0)))));
    }

    private static String digits(double number) {
        return FloatText.format(number, 'g', DIGITS);
    }

    private static String humanized(double number) {
        if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
            return digits(number);
        }
        String prefix = "";
        double shown = number;
        if (Math.abs(number) >= 1) {
            for (int i = 0; i < LARGE.length && Math.abs(shown) >= 1000; i++) {
                prefix = LARGE[i];
                shown /= 1000;
            }
        } else {
            for (int i = 0; i < SMALL.length && Math.abs(shown) < 1; i++) {
                prefix = SMALL[i];
                shown *= 1000;
            }
        }
        return digits(shown) + prefix;
    }

    private static String humanizedBinary(double number) {
        if (Math.abs(number) <= 1 || Double.isNaN(number) || Double.isInfinite(number)) {
            return digits(number);
        }
        String prefix = "";
        double shown = number;
        for (int i = 0; i < BINARY.length && Math.abs(shown) >= 1024; i++) {
            prefix = BINARY[i];
            shown /= 1024;
        }
        return digits(shown) + prefix;
    }

    private static Value humanizedTime(Call call, List<Value> arguments) throws CallException {
        double seconds = HumanDuration.seconds(arguments.get(0));
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return Text.of(digits(seconds));
        }
        return Text.of(GoFormat.sprint(call, List.of(time(seconds))));
    }

    /** To the millisecond, as the original's times are. */
    private static GoTime time(double seconds) throws CallException {
        long millis = nanos(seconds, "timestamp") / 1_000_000;
        return GoTime.of(Instant.ofEpochMilli(millis), TimeLocation.UTC);
    }

    private static long nanos(double seconds, String what) throws CallException {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw new CallException("value is NaN or Inf");
        }
        double nanos = seconds * NANOS;
        if (Math.abs(nanos) >= END) {
            throw new CallException(FloatText.format(seconds, 'g', FloatText.SHORTEST)
                    + " cannot be represented as a nanoseconds " + what + " since it overflows int64");
        }
        return (long) nanos;
    }

    private static double parsed(Text text) throws CallException {
        try {
            Duration duration = PrometheusDuration.parse(text.text());
            return duration.toMillis() / 1000.0;
        } catch (DurationSyntaxException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }
}
