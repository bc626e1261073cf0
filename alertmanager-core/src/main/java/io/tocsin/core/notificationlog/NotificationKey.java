package io.tocsin.core.notificationlog;

import static java.util.Objects.requireNonNull;

/**
 * Who was told about what: the key of the notification log, and of the guard against two sends at once.
 *
 * @param groupKey as printed, for example {@code {}/{team="x"}:{alertname="Down"}}
 * @param integration metric name of the integration, such as {@code webhook}
 * @param index position of the integration in its receiver's list, from 0
 */
public record NotificationKey(String groupKey, String receiver, String integration, int index) {
    public NotificationKey {
        requireNonNull(groupKey, "groupKey");
        requireNonNull(receiver, "receiver");
        requireNonNull(integration, "integration");
    }
}
