package io.tocsin.core.engine;

import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that were said to be over and that are not forgotten, by the hashes under which the notification log has them: if
 * another member, which had not heard of it, has told a receiver that one of them fires, somebody has to take that back.
 *
 * <p>Owned by the intake.
 */
final class SaidToBeOver {
    private final Map<Long, RoutedAlert> byHash = new HashMap<>();

    void add(RoutedAlert holder) {
        byHash.put(hashOf(holder), holder);
    }

    void forget(RoutedAlert holder) {
        byHash.remove(hashOf(holder), holder);
    }

    private static long hashOf(RoutedAlert holder) {
        return AlertHash.of(holder.alert().labels());
    }

    /** Those among {@code firing}, as a receiver was told, that are over. */
    List<RoutedAlert> among(AlertHashes firing, Instant now) {
        List<RoutedAlert> over = new ArrayList<>();
        if (!byHash.isEmpty()) {
            for (long hash : firing.toArray()) {
                RoutedAlert holder = byHash.get(hash);
                if (holder != null && holder.alert().isResolvedAt(now)) {
                    over.add(holder);
                }
            }
        }
        return over;
    }
}
