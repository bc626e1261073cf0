package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.ReceiverValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One message to one integration: an immutable snapshot of a group at its flush.
 *
 * @param receiver name as configured, not quoted
 * @param groupKey key of the group, as in the notification log
 * @param alerts sorted by job, instance and whole label set; only firing ones where resolved ones are not wanted; at
 *     least one
 * @param receiverData what the integration kept at the last notification of this group; empty for a first one
 * @param now the tick of the flush
 * @param deadline when the flush ends; an attempt that takes longer is worthless
 */
public record Notification(
        String receiver,
        String groupKey,
        Labels groupLabels,
        Labels routeLabels,
        NotificationReason reason,
        List<NotifiedAlert> alerts,
        Map<String, ReceiverValue> receiverData,
        Instant now,
        Instant deadline) {

    public Notification {
        requireNonNull(receiver, "receiver");
        requireNonNull(groupKey, "groupKey");
        requireNonNull(groupLabels, "groupLabels");
        requireNonNull(routeLabels, "routeLabels");
        requireNonNull(reason, "reason");
        alerts = List.copyOf(alerts);
        receiverData = Map.copyOf(receiverData);
        requireNonNull(now, "now");
        requireNonNull(deadline, "deadline");
    }

    /** The same with other labels of the route. */
    public Notification with(Labels newRouteLabels) {
        return new Notification(
                receiver, groupKey, groupLabels, newRouteLabels, reason, alerts, receiverData, now, deadline);
    }

    /** The same about other alerts. */
    public Notification with(List<NotifiedAlert> others) {
        return new Notification(
                receiver, groupKey, groupLabels, routeLabels, reason, others, receiverData, now, deadline);
    }

    /**
     * An alert with its state at the flush.
     *
     * @param isResolved decided once for the whole flush; a firing alert is shown without an end
     */
    public record NotifiedAlert(Alert alert, boolean isResolved) {
        public NotifiedAlert {
            requireNonNull(alert, "alert");
        }

        /** {@code firing} or {@code resolved}. */
        public String status() {
            return isResolved ? "resolved" : "firing";
        }
    }
}
