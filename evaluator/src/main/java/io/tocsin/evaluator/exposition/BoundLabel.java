package io.tocsin.evaluator.exposition;

import io.tocsin.core.template.format.FloatReader;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.yaml.GoFloat;

/**
 * The values of {@code le} and {@code quantile}, which are numbers: written in one way, however the target writes them,
 * so that {@code 1}, {@code 1.0} and {@code 1e0} are one series.
 *
 * @see "Upstream: model/textparse/interface.go normalizeFloatsInLabelValues"
 */
final class BoundLabel {
    private BoundLabel() {}

    static boolean is(MetricType type, String name) {
        return type == MetricType.HISTOGRAM && name.equals("le")
                || type == MetricType.SUMMARY && name.equals("quantile");
    }

    /** @return {@code value} itself if it is no number */
    static String normalise(String value) {
        double number;
        try {
            // The same reader as that of the functions of buckets.
            number = FloatReader.parse(value);
        } catch (CallException notANumber) {
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
}
