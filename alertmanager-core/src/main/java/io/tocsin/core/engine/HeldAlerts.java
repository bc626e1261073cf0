package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.route.Route;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that fire beyond their ends, because this member could not be told anything for a while. Where others were there
 * meanwhile they know better: who has told the receivers of a group something since, and that an alert is over, or after its end
 * not that it fires, has seen it end.
 *
 * <p>Owned by the intake.
 */
final class HeldAlerts {
    private final boolean areAsked;
    private final Set<RoutedAlert> held = new LinkedHashSet<>();

    /** Those whose end has come, by the key of each of their groups; null if that has to be found anew. */
    private @Nullable Map<String, List<RoutedAlert>> byGroup;

    /** @param areAsked whether there are others who may know better */
    HeldAlerts(boolean areAsked) {
        this.areAsked = areAsked;
    }

    boolean areAsked() {
        return areAsked;
    }

    /** An alert is held from now on. */
    void add(RoutedAlert holder) {
        held.add(holder);
        byGroup = null;
    }

    /** Lets go of those of which somebody has spoken since, and that have ended. */
    void collect(Instant now) {
        if (held.removeIf(holder -> before(holder, now) == null)) {
            byGroup = null;
        }
    }

    /** The version from before it was held; null if it is no longer. */
    private static @Nullable Alert before(RoutedAlert holder, Instant now) {
        Stamped<Alert> written = holder.heldSince();
        return written == null || holder.alert().isResolvedAt(now) ? null : written.value();
    }

    /** The version in which an alert is over, if it is held and the entry names it as resolved. */
    Optional<Alert> resolvedBy(NotificationEntry told, RoutedAlert holder, Instant now) {
        Alert before = before(holder, now);
        return before != null && told.notifiedAt().isAfter(before.updatedAt())
                ? Optional.of(before.resolvedBy(told.notifiedAt()))
                : Optional.empty();
    }

    /** Those that have ended by now, and of which whoever has told their group something since knew that. */
    List<RoutedAlert> endedBy(NotificationEntry told, Instant now) {
        if (held.isEmpty()) {
            return List.of();
        }
        return byGroup(now).getOrDefault(told.key().groupKey(), List.of()).stream()
                .filter(holder -> hasSeenEnd(told, before(holder, now)))
                .toList();
    }

    private static boolean hasSeenEnd(NotificationEntry told, @Nullable Alert before) {
        return before != null
                && told.notifiedAt().isAfter(before.updatedAt())
                && !told.firing().contains(AlertHash.of(before.labels()));
    }

    private Map<String, List<RoutedAlert>> byGroup(Instant now) {
        Map<String, List<RoutedAlert>> known = byGroup;
        if (known == null) {
            known = new HashMap<>();
            for (RoutedAlert holder : held) {
                Alert before = before(holder, now);
                if (before != null && before.isResolvedAt(now)) {
                    for (Route route : holder.routes()) {
                        String key = route.groupKey(route.groupLabels(before.labels()))
                                .toString();
                        known.computeIfAbsent(key, group -> new ArrayList<>(1)).add(holder);
                    }
                }
            }
            byGroup = known;
        }
        return known;
    }
}
