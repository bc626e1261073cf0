package io.tocsin.core.engine;

import io.tocsin.core.engine.GroupState.FailedDelivery;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.Delivery;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What integrations were not told by the deliveries that have ended: what was given up, and resolves that they are owed.
 *
 * <p>Owned by the shard of the groups.
 */
final class Undelivered {
    /** What was given up and not made good since; for those who ask. */
    private final PerIntegration<FailedDelivery> failed = new PerIntegration<>();

    /** Resolves that only one integration still waits for: to the others their alerts have left the group. */
    private final PerIntegration<List<NotifiedAlert>> owed = new PerIntegration<>();

    /** Whether an integration waits for resolves of alerts that have left the group. */
    boolean owesResolves(String groupKey) {
        return owed.hasAny(groupKey);
    }

    /** Whether an integration waits for the resolve of this alert, which has left the group. */
    boolean owesResolve(String groupKey, Labels alert) {
        return owed.allOf(groupKey)
                .anyMatch(each -> each.stream()
                        .anyMatch(resolve -> resolve.alert().labels().equals(alert)));
    }

    List<NotifiedAlert> owedTo(NotificationKey key) {
        return owed.find(key).orElse(List.of());
    }

    Optional<FailedDelivery> failedTo(NotificationKey key) {
        return failed.find(key);
    }

    /** A delivery has ended: what it leaves takes the place of what the one before it left. */
    void note(Delivery delivery, DeliveryOutcome outcome, Instant now) {
        NotificationKey key = delivery.key();
        if (outcome instanceof DeliveryOutcome.Failed failure) {
            failed.put(key, new FailedDelivery(now, failure));
        } else {
            failed.remove(key);
        }
        List<NotifiedAlert> stillOwed = delivery.owedAfter(outcome);
        if (stillOwed.isEmpty()) {
            owed.remove(key);
        } else {
            owed.put(key, stillOwed);
        }
    }

    /** A group is no more: what was not delivered to it interests nobody. */
    void forget(String groupKey) {
        failed.forget(groupKey);
        owed.forget(groupKey);
    }

    void forgetAll() {
        failed.forgetAll();
        owed.forgetAll();
    }
}
