package io.tocsin.core.group;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.List;

/**
 * The alerts of a group at one flush. Immutable.
 *
 * @param key of the group, as the notification log knows it
 * @param alerts all members, firing and resolved, in the order in which they are sent
 * @param tick when the flush was due: what the notification log and time intervals are asked for
 * @param at when it happens, never before the tick: firing, resolved, silenced and inhibited are decided at this moment
 * @param deadline when it is given up
 */
public record GroupFlush(
        String key, Route route, Labels labels, List<FlushedAlert> alerts, Instant tick, Instant at, Instant deadline) {

    public GroupFlush {
        requireNonNull(key, "key");
        requireNonNull(route, "route");
        requireNonNull(labels, "labels");
        alerts = List.copyOf(alerts);
        requireNonNull(tick, "tick");
        requireNonNull(at, "at");
        requireNonNull(deadline, "deadline");
    }

    /**
     * One alert at the flush.
     *
     * @param alert the version of that moment
     * @param isResolved decided once, so that an alert cannot turn resolved in the middle of the pipeline
     */
    public record FlushedAlert(GroupMember member, Alert alert, boolean isResolved) {
        public FlushedAlert {
            requireNonNull(member, "member");
            requireNonNull(alert, "alert");
        }
    }
}
