package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Receiver.Integration;
import java.util.Optional;

/**
 * What a delivery would decide, for those who ask. Immutable.
 *
 * @param verdict whether the integration would be notified of the group
 * @param share what that means to the alert that is asked about
 */
public record DeliveryOutlook(DedupVerdict verdict, AlertShare share) {
    public DeliveryOutlook {
        requireNonNull(verdict, "verdict");
        requireNonNull(share, "share");
    }

    /**
     * @param group what a flush would take
     * @param last what the integration was told before
     * @param alert one of the group's, or one that has left it
     */
    public static DeliveryOutlook of(
            FlushedGroup group,
            Integration integration,
            ResolvesWhileMuted resolvesWhileMuted,
            Optional<NotificationEntry> last,
            Labels alert) {
        DeliveryContent content = DeliveryContent.of(group, integration, resolvesWhileMuted, last);
        DedupVerdict verdict = content.verdict(last, group, integration.sendResolved());
        return new DeliveryOutlook(verdict, content.shareOf(alert, verdict, group, integration, last));
    }

    /** As {@link #of}, where the question is about no alert in particular. */
    public static DedupVerdict verdict(
            FlushedGroup group,
            Integration integration,
            ResolvesWhileMuted resolvesWhileMuted,
            Optional<NotificationEntry> last) {
        return DeliveryContent.of(group, integration, resolvesWhileMuted, last)
                .verdict(last, group, integration.sendResolved());
    }
}
