package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.alert.HeldAlert;
import io.tocsin.core.engine.StateStore;
import io.tocsin.core.engine.StateStore.LiveState;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
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
    private final Map<NotificationKey, Stamped<NotificationEntry>> notifications = new ConcurrentHashMap<>();
    private final Map<String, Stamped<Silence>> silences = new ConcurrentHashMap<>();
    private volatile @Nullable Instant heardLast;

    /** Takes up what a store kept, as an engine does when it starts. */
    public FakeMemory restoredFrom(StateStore store) {
        StoredState stored = store.restore(this);
        stored.alerts().forEach(alert -> put(alert.value(), alert.stamp()));
        stored.notifications().forEach(this::putNotification);
        stored.silences().forEach(this::putSilence);
        return this;
    }

    /** Stores it, or refreshes it if it is there. */
    AlertHolder put(Alert alert) {
        return put(alert, null);
    }

    AlertHolder put(Alert alert, @Nullable Stamp stamp) {
        HeldAlert added = new HeldAlert(alert);
        added.setStamp(stamp);
        HeldAlert known = alerts.putIfAbsent(alert.labels(), added);
        if (known == null) {
            return added;
        }
        known.update(alert);
        known.setStamp(stamp);
        refreshed.add(known);
        return known;
    }

    boolean has(Alert alert) {
        return alerts.containsKey(alert.labels());
    }

    void putNotification(Stamped<NotificationEntry> entry) {
        notifications.put(entry.value().key(), entry);
    }

    void putSilence(Stamped<Silence> silence) {
        silences.put(silence.value().id(), silence);
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
        store.alertRefreshed(put(alert));
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
        putNotification(Versions.of(entry));
        store.notificationRecorded(Versions.of(entry));
    }

    void forget(StateStore store, NotificationKey key) {
        notifications.remove(key);
        store.notificationForgotten(key);
    }

    void store(StateStore store, Silence silence) {
        putSilence(Versions.of(silence));
        store.silenceStored(Versions.of(silence));
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
    public List<Stamped<NotificationEntry>> notifications() {
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
    public List<Stamped<Silence>> silences() {
        return List.copyOf(silences.values());
    }
}
