package io.tocsin.core.engine;

import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that are not forgotten, by the hashes under which the notification log has them: what other members have told
 * receivers is known by these alone.
 *
 * <p>Owned by the intake.
 */
final class AlertsByHash {
    private final Map<Long, RoutedAlert> byHash = new HashMap<>();

    /** Takes the place of another holder of the same labels. */
    void add(RoutedAlert holder) {
        byHash.put(hashOf(holder), holder);
    }

    void remove(RoutedAlert holder) {
        byHash.remove(hashOf(holder), holder);
    }

    private static long hashOf(RoutedAlert holder) {
        return AlertHash.of(holder.alert().labels());
    }

    /** Those that are known here. */
    List<RoutedAlert> find(AlertHashes hashes) {
        List<RoutedAlert> found = new ArrayList<>();
        for (long hash : hashes.toArray()) {
            RoutedAlert holder = byHash.get(hash);
            if (holder != null) {
                found.add(holder);
            }
        }
        return found;
    }
}
