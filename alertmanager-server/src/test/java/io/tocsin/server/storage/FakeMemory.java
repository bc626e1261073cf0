package io.tocsin.server.storage;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.StateStore;
import io.tocsin.core.engine.StateStore.LiveState;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands in for the engine: what it holds, and how it tells a store of changes. */
public final class FakeMemory implements LiveState {
    private final Map<Labels, Alert> alerts = new ConcurrentHashMap<>();
    private final Map<NotificationKey, NotificationEntry> notifications = new ConcurrentHashMap<>();
    private final Map<String, Silence> silences = new ConcurrentHashMap<>();
    private volatile @Nullable Instant heardLast;

    /** Takes up what a store kept, as an engine does when it starts. */
    public FakeMemory restoredFrom(StateStore store) {
        StoredState stored = store.restore(this);
        stored.alerts().forEach(alert -> alerts.put(alert.labels(), alert));
        stored.notifications().forEach(entry -> notifications.put(entry.key(), entry));
        stored.silences().forEach(silence -> silences.put(silence.id(), silence));
        return this;
    }

    @Nullable
    Alert put(Alert alert) {
        return alerts.put(alert.labels(), alert);
    }

    void put(NotificationEntry entry) {
        notifications.put(entry.key(), entry);
    }

    void put(Silence silence) {
        silences.put(silence.id(), silence);
    }

    void remove(Alert alert) {
        alerts.remove(alert.labels());
    }

    void store(StateStore store, Alert alert) {
        put(alert);
        store.alertStored(alert);
    }

    void refresh(StateStore store, Alert alert) {
        put(alert);
        store.alertRefreshed(alert);
    }

    void forget(StateStore store, Alert alert) {
        remove(alert);
        store.alertForgotten(alert.labels());
    }

    void record(StateStore store, NotificationEntry entry) {
        put(entry);
        store.notificationRecorded(entry);
    }

    void forget(StateStore store, NotificationKey key) {
        notifications.remove(key);
        store.notificationForgotten(key);
    }

    void store(StateStore store, Silence silence) {
        put(silence);
        store.silenceStored(silence);
    }

    void forgetSilence(StateStore store, String id) {
        silences.remove(id);
        store.silenceForgotten(id);
    }

    @Override
    public Iterable<Alert> alerts() {
        return alerts.values();
    }

    @Override
    public List<NotificationEntry> notifications() {
        return List.copyOf(notifications.values());
    }

    @Override
    public Instant knownUpTo(Instant now) {
        Instant last = heardLast;
        return last == null ? now : last;
    }

    /** Nobody could speak since, and it has not noticed; null if it has. */
    void heardLast(@Nullable Instant moment) {
        heardLast = moment;
    }

    @Override
    public List<Silence> silences() {
        return List.copyOf(silences.values());
    }
}
