package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that fire beyond their ends, because this member could not be told anything for a while. Where others were there
 * meanwhile they know better: who has told the receivers of a group something after the end of an alert, and not that it fires,
 * has seen it end.
 *
 * <p>Owned by the intake.
 */
final class HeldAlerts {
    private final boolean areAsked;

    /** As they were before. */
    private final Map<RoutedAlert, Alert> held = new LinkedHashMap<>();

    /** Those whose end has come, by the key of each of their groups; null if that has to be found anew. */
    private @Nullable Map<String, List<RoutedAlert>> byGroup;

    /** @param areAsked whether there are others who may know better */
    HeldAlerts(boolean areAsked) {
        this.areAsked = areAsked;
    }

    /** @param before the version that was replaced by one that fires for longer */
    void add(RoutedAlert holder, Alert before) {
        if (areAsked) {
            held.putIfAbsent(holder, before);
            byGroup = null;
        }
    }

    /** Lets go of those of which somebody has spoken since, and that have ended. */
    void collect(Instant now) {
        if (held.keySet().removeIf(holder -> !isHeld(holder, now))) {
            byGroup = null;
        }
    }

    private static boolean isHeld(RoutedAlert holder, Instant now) {
        return holder.isAssumed() && !holder.alert().isResolvedAt(now);
    }

    /** Those that have ended, as others knew when they told a receiver something; with the version that has. */
    Map<RoutedAlert, Alert> endedBy(List<NotificationEntry> told, Instant now) {
        Map<RoutedAlert, Alert> ended = new LinkedHashMap<>();
        if (!held.isEmpty()) {
            for (NotificationEntry entry : told) {
                for (RoutedAlert holder : byGroup(now).getOrDefault(entry.key().groupKey(), List.of())) {
                    Alert before = held.get(holder);
                    if (before != null && isHeld(holder, now) && hasSeenEnd(entry, before)) {
                        ended.put(holder, before);
                    }
                }
            }
        }
        return ended;
    }

    private static boolean hasSeenEnd(NotificationEntry entry, Alert before) {
        return before.isResolvedAt(entry.notifiedAt()) && !entry.firing().contains(AlertHash.of(before.labels()));
    }

    private Map<String, List<RoutedAlert>> byGroup(Instant now) {
        Map<String, List<RoutedAlert>> known = byGroup;
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<RoutedAlert, Alert> each : held.entrySet()) {
                if (each.getValue().isResolvedAt(now)) {
                    for (Route route : each.getKey().routes()) {
                        String key = route.groupKey(
                                        route.groupLabels(each.getValue().labels()))
                                .toString();
                        known.computeIfAbsent(key, group -> new ArrayList<>(1)).add(each.getKey());
                    }
                }
            }
            byGroup = known;
        }
        return known;
    }
}
