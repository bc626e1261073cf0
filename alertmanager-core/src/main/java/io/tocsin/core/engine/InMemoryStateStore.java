package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A journal that lasts as long as the object: an engine that is made anew over it finds everything, which is how
 * scenarios restart. Commits at once, and what may be lazy, too.
 */
public final class InMemoryStateStore implements StateStore {
    private final Map<Labels, Stamped<Alert>> alerts = new LinkedHashMap<>();
    private final Map<NotificationKey, Stamped<NotificationEntry>> notifications = new LinkedHashMap<>();
    private final Map<String, Stamped<Silence>> silences = new LinkedHashMap<>();
    private final Map<String, Instant> nextFlushes = new LinkedHashMap<>();
    private Optional<Instant> aliveAt = Optional.empty();

    /** The engine over it was there up to {@code moment}. */
    public synchronized void aliveUntil(Instant moment) {
        aliveAt = Optional.of(moment);
    }

    // Every method is synchronized because the intake and all shards write here.
    @Override
    public synchronized StoredState restore(LiveState live) {
        return new StoredState(
                new ArrayList<>(alerts.values()),
                new ArrayList<>(notifications.values()),
                new ArrayList<>(silences.values()),
                nextFlushes,
                aliveAt);
    }

    @Override
    public synchronized void alertStored(AlertHolder alert) {
        alertRefreshed(alert);
    }

    @Override
    public synchronized void alertRefreshed(AlertHolder alert) {
        Stamped<Alert> version = alert.version();
        alerts.put(version.value().labels(), version);
    }

    @Override
    public synchronized void alertForgotten(AlertHolder alert) {
        alerts.remove(alert.alert().labels());
    }

    @Override
    public synchronized void alertReplaced(AlertHolder old, AlertHolder stored) {
        alertStored(stored);
    }

    @Override
    public synchronized void notificationRecorded(Stamped<NotificationEntry> entry) {
        notifications.put(entry.value().key(), entry);
    }

    @Override
    public synchronized void notificationForgotten(NotificationKey key) {
        notifications.remove(key);
    }

    @Override
    public synchronized void silenceStored(Stamped<Silence> silence) {
        silences.put(silence.value().id(), silence);
    }

    @Override
    public synchronized void silenceForgotten(String id) {
        silences.remove(id);
    }

    @Override
    public synchronized void flushScheduled(String groupKey, Instant at) {
        nextFlushes.put(groupKey, at);
    }

    @Override
    public synchronized void groupForgotten(String groupKey) {
        nextFlushes.remove(groupKey);
    }

    @Override
    public CompletionStage<Void> committed() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> committedSoon() {
        return committed();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }
}
