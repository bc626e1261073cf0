package io.tocsin.core.alert;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import java.util.Comparator;

/**
 * The order in which a group's alerts are shown and sent: by {@code job}, then by {@code instance} (present before
 * absent), then by the whole label set.
 *
 * @see "Upstream: types.AlertSlice.Less, v0.34.0"
 */
public final class AlertOrder {
    public static final Comparator<Alert> INSTANCE = Comparator.comparing(Alert::labels, AlertOrder::compare);

    private AlertOrder() {}

    private static int compare(Labels a, Labels b) {
        int byJob = compareLabel("job", a, b);
        if (byJob != 0) {
            return byJob;
        }
        int byInstance = compareLabel("instance", a, b);
        return byInstance != 0 ? byInstance : a.compareTo(b);
    }

    private static int compareLabel(String name, Labels a, Labels b) {
        boolean inA = a.has(name);
        boolean inB = b.has(name);
        if (inA && inB) {
            return Utf8.ORDER.compare(a.get(name), b.get(name));
        }
        return Boolean.compare(inB, inA);
    }
}
