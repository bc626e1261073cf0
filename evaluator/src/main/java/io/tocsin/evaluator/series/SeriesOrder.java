package io.tocsin.evaluator.series;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import java.util.Comparator;

/**
 * Orders series as the answers of range queries are: pair by pair, names before values, by UTF-8 bytes; of two sets of
 * which one begins the other, the shorter is first.
 *
 * @see "Upstream: model/labels Compare"
 */
public final class SeriesOrder {
    public static final Comparator<Labels> BY_PAIRS = SeriesOrder::compare;

    private SeriesOrder() {}

    private static int compare(Labels left, Labels right) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int names = Utf8.compare(left.name(i), right.name(i));
            if (names != 0) {
                return names;
            }
            int values = Utf8.compare(left.value(i), right.value(i));
            if (values != 0) {
                return values;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
