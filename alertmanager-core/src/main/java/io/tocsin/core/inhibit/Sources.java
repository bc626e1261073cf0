package io.tocsin.core.inhibit;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that match the source side of one rule and share their {@code equal} values.
 *
 * <p>Kept in order of their fingerprints, so that the one that is named does not depend on the order of arrival.
 * Written by one thread, read by any.
 */
final class Sources {
    /** Labels break the tie, because two label sets can share a fingerprint. */
    private static final Comparator<Labels> ORDER =
            Comparator.comparing(Labels::fingerprint).thenComparing(Comparator.naturalOrder());

    private final ConcurrentSkipListMap<Labels, AlertHolder> onSourceSideOnly = new ConcurrentSkipListMap<>(ORDER);

    /** Those that match the target side as well: they inhibit only what does not match the source side. */
    private final ConcurrentSkipListMap<Labels, AlertHolder> onBothSides = new ConcurrentSkipListMap<>(ORDER);

    void add(AlertHolder holder, boolean isTargetToo) {
        Labels labels = holder.alert().labels();
        (isTargetToo ? onBothSides : onSourceSideOnly).put(labels, holder);
    }

    void remove(Labels labels) {
        onSourceSideOnly.remove(labels);
        onBothSides.remove(labels);
    }

    void collectEnded(Instant now) {
        onSourceSideOnly.values().removeIf(holder -> holder.alert().isResolvedAt(now));
        onBothSides.values().removeIf(holder -> holder.alert().isResolvedAt(now));
    }

    boolean isEmpty() {
        return onSourceSideOnly.isEmpty() && onBothSides.isEmpty();
    }

    /**
     * The first source that fires.
     *
     * @param isSourceToo whether the target matches the source side as well: two such alerts do not inhibit each other
     */
    @Nullable
    Alert firing(boolean isSourceToo, Instant now) {
        Alert found = firing(onSourceSideOnly, now);
        return found != null || isSourceToo ? found : firing(onBothSides, now);
    }

    private static @Nullable Alert firing(ConcurrentSkipListMap<Labels, AlertHolder> holders, Instant now) {
        for (AlertHolder holder : holders.values()) {
            Alert alert = holder.alert();
            if (!alert.isResolvedAt(now)) {
                return alert;
            }
        }
        return null;
    }
}
