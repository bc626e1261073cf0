package io.tocsin.server.flags;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the text given to a flag.
 *
 * @param <T> what the text becomes
 */
@FunctionalInterface
public interface FlagType<T> {
    /**
     * Reads one value.
     *
     * @throws FlagException when the text is not such a value
     */
    T parse(String text) throws FlagException;

    /** All texts that are such values, in the order in which they are shown; empty where there are too many to say. */
    default List<String> choices() {
        return List.of();
    }

    /** The same type, which says what its values are. */
    default FlagType<T> withChoices(String... choices) {
        FlagType<T> type = this;
        return new FlagType<>() {
            @Override
            public T parse(String text) throws FlagException {
                return type.parse(text);
            }

            @Override
            public List<String> choices() {
                return List.of(choices);
            }
        };
    }

    /** Any text, the empty one included. */
    FlagType<String> TEXT = text -> text;

    /** {@code true} or {@code false}, typed in files alone: on the command line the flag's presence is its value. */
    FlagType<Boolean> SWITCH = text -> switch (text) {
        case "1", "t", "T", "true", "TRUE", "True" -> true;
        case "0", "f", "F", "false", "FALSE", "False" -> false;
        default ->
            throw new FlagException(
                    "strconv.ParseBool: parsing \"" + text + "\": invalid syntax", "write true or false.");
    };

    /** A duration such as {@code 15m}. */
    FlagType<Duration> DURATION = FlagDuration::parse;

    /** A duration whose unit may be missing; seconds then. */
    FlagType<Duration> DURATION_OR_SECONDS =
            text -> Decimal.WHOLE.matcher(text).matches() ? FlagDuration.parse(text + "s") : FlagDuration.parse(text);

    /** A whole number; fractions are cut off and values beyond 64 bits are held at the limit. */
    FlagType<Long> WHOLE_NUMBER = text -> (long) Decimal.parse(text);

    /** A number with fractions. */
    FlagType<Double> NUMBER = Decimal::parse;

    /** The original reads every number, whole ones too, as a decimal fraction; {@code 1e3} is 1000. */
    final class Decimal {
        static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
        private static final Pattern FRACTION = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

        private Decimal() {}

        static double parse(String text) throws FlagException {
            if (!FRACTION.matcher(text).matches()) {
                throw new FlagException("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
            }
            return Double.parseDouble(text);
        }
    }
}
