package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.core.yaml.GoFloat;
import java.util.regex.Pattern;

/**
 * The values of {@code le} and {@code quantile}, which are numbers: written in one way, however the target writes them,
 * so that {@code 1}, {@code 1.0} and {@code 1e0} are one series.
 *
 * @see "Upstream: model/textparse/interface.go normalizeFloatsInLabelValues"
 */
final class BoundLabel {
    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*[pP][+-]?[0-9]+");

    private static final Pattern STRAY_UNDERSCORE = Pattern.compile("(?<![0-9a-fA-FxX])_|_(?![0-9a-fA-F])");

    private BoundLabel() {}

    static boolean is(MetricType type, String name) {
        return type == MetricType.HISTOGRAM && name.equals("le")
                || type == MetricType.SUMMARY && name.equals("quantile");
    }

    /** @return {@code value} itself if it is no number */
    static String normalise(String value) {
        double number;
        try {
            number = parse(value);
        } catch (NumberFormatException notANumber) {
            return value;
        }
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        // Both zeros are written alike.
        String text = GoFloat.format(number == 0 ? 0.0 : number);
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
    }

    /** As Go does today, hexadecimal numbers and underscores between digits included. */
    private static double parse(String text) {
        String plain = text;
        if (text.indexOf('_') >= 0) {
            if (STRAY_UNDERSCORE.matcher(text).find()) {
                throw new NumberFormatException("invalid syntax");
            }
            plain = text.replace("_", "");
        }
        if (HEXADECIMAL.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            if (Double.isInfinite(value)) {
                throw new NumberFormatException("value out of range");
            }
            return value;
        }
        byte[] bytes = plain.getBytes(UTF_8);
        return FloatText.parse(bytes, 0, bytes.length);
    }
}
