package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.alert.HeldAlert;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands in for the engine: what it holds, and how it tells a store of changes. */
public final class FakeMemory implements LiveState {
    private final Map<Labels, HeldAlert> alerts = new ConcurrentHashMap<>();
    private final Set<AlertHolder> refreshed = ConcurrentHashMap.newKeySet();
    private final Map<NotificationKey, NotificationEntry> notifications = new ConcurrentHashMap<>();
    private final Map<String, Silence> silences = new ConcurrentHashMap<>();
    private volatile @Nullable Instant heardLast;

    /** Takes up what a store kept, as an engine does when it starts. */
    public FakeMemory restoredFrom(StateStore store) {
        StoredState stored = store.restore(this);
        stored.alerts().forEach(this::put);
        stored.notifications().forEach(entry -> notifications.put(entry.key(), entry));
        stored.silences().forEach(silence -> silences.put(silence.id(), silence));
        return this;
    }

    /** Stores it, or refreshes it if it is there. */
    AlertHolder put(Alert alert) {
        HeldAlert added = new HeldAlert(alert);
        HeldAlert known = alerts.putIfAbsent(alert.labels(), added);
        if (known == null) {
            return added;
        }
        known.update(alert);
        refreshed.add(known);
        return known;
    }

    boolean has(Alert alert) {
        return alerts.containsKey(alert.labels());
    }

    void put(NotificationEntry entry) {
        notifications.put(entry.key(), entry);
    }

    void put(Silence silence) {
        silences.put(silence.id(), silence);
    }

    /** @return what held it; null if nothing did */
    @Nullable
    AlertHolder remove(Alert alert) {
        return alerts.remove(alert.labels());
    }

    void store(StateStore store, Alert alert) {
        store.alertStored(put(alert));
    }

    void refresh(StateStore store, Alert alert) {
        put(alert);
        store.alertRefreshed(alert);
    }

    void forget(StateStore store, Alert alert) {
        store.alertForgotten(requireNonNull(remove(alert)));
    }

    /** It is held by another holder from now on. */
    void replace(StateStore store, Alert alert) {
        AlertHolder old = requireNonNull(remove(alert));
        store.alertReplaced(old, put(alert));
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
    public Iterable<? extends AlertHolder> alerts() {
        return List.copyOf(alerts.values());
    }

    @Override
    public void takeRefreshed(Predicate<? super AlertHolder> taker) {
        for (HeldAlert held : alerts.values()) {
            if (refreshed.remove(held) && !taker.test(held)) {
                refreshed.add(held);
            }
        }
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
