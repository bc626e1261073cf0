package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationKey;
import java.util.List;

/**
 * A receiver that can be sent to.
 *
 * @param integrations all of them are told, in parallel; none makes a black hole
 */
public record Receiver(String name, List<Integration> integrations) {
    public Receiver {
        requireNonNull(name, "name");
        integrations = List.copyOf(integrations);
    }

    /**
     * One integration of a receiver.
     *
     * @param type metric name, such as {@code webhook}
     * @param index position in the receiver's list of that type, from 0
     * @param opensIncidents what it is told stays open over there until it is told that it is resolved
     */
    public record Integration(
            String receiver, String type, int index, boolean sendResolved, boolean opensIncidents, Notifier notifier) {
        public Integration {
            requireNonNull(receiver, "receiver");
            requireNonNull(type, "type");
            requireNonNull(notifier, "notifier");
        }

        /** The key of this integration in the notification log. */
        public NotificationKey keyFor(String groupKey) {
            return new NotificationKey(groupKey, receiver, type, index);
        }
    }
}
