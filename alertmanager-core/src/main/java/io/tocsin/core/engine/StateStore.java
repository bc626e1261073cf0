package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Port: the journal behind the engine's memory. Memory is the truth; the journal brings it back after a restart.
 *
 * <p>Thread-safe, and never blocks: a slow or broken store shows in {@link #committed}.
 */
public interface StateStore {
    /** What was kept. Called once, before anything is written. */
    StoredState restore();

    /** An alert was posted. Most posts only move the end of a known alert; the store may write those later. */
    void alertStored(Alert alert);

    /** An alert was collected. */
    void alertForgotten(Labels labels);

    void notificationRecorded(NotificationEntry entry);

    /** A silence was created, changed or ended. */
    void silenceStored(Silence silence);

    /** A silence has outlived its retention. */
    void silenceForgotten(String id);

    /** Completes when everything handed over before this call is durable. */
    CompletionStage<Void> committed();

    /** What a restart finds. */
    record StoredState(List<Alert> alerts, List<NotificationEntry> notifications, List<Silence> silences) {
        public static final StoredState EMPTY = new StoredState(List.of(), List.of(), List.of());

        public StoredState {
            alerts = List.copyOf(alerts);
            notifications = List.copyOf(notifications);
            silences = List.copyOf(silences);
        }
    }
}
