package io.tocsin.server.storage;

import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since the last time that changes were taken, the newest version under each key; null where something
 * was forgotten. Of an alert the newest version is the one of the moment in which it is written, so that nothing older is
 * ever written over a refresh.
 *
 * <p>Guarded by its {@link PendingChanges} until it is taken from there, the writer's own after that.
 */
final class Changes {
    private final IdentityHashMap<AlertHolder, Boolean> alerts = new IdentityHashMap<>();
    private final Map<NotificationKey, @Nullable Stamped<NotificationEntry>> notifications = new HashMap<>();
    private final Map<String, @Nullable Stamped<Silence>> silences = new HashMap<>();
    private @Nullable CompletableFuture<Void> durable;
    private boolean lacksSome;

    /** True for an alert that was stored, false for one that was forgotten. */
    IdentityHashMap<AlertHolder, Boolean> alerts() {
        return alerts;
    }

    Map<NotificationKey, @Nullable Stamped<NotificationEntry>> notifications() {
        return notifications;
    }

    Map<String, @Nullable Stamped<Silence>> silences() {
        return silences;
    }

    /** Drops what memory has too; {@link #lacksSome} from now on. */
    void drop() {
        alerts.clear();
        notifications.clear();
        silences.clear();
        lacksSome = true;
    }

    /** Whether only memory has everything that has changed. */
    boolean lacksSome() {
        return lacksSome;
    }

    boolean isEmpty() {
        return alerts.isEmpty() && notifications.isEmpty() && silences.isEmpty();
    }

    int size() {
        return alerts.size() + notifications.size() + silences.size();
    }

    /** Who waits for these changes; null if nobody does. */
    @Nullable
    CompletableFuture<Void> durable() {
        return durable;
    }

    void awaitedBy(@Nullable CompletableFuture<Void> newDurable) {
        durable = newDurable;
    }
}
