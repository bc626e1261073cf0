package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Port: the journal behind the engine's memory. Memory is the truth; the journal brings it back after a restart.
 *
 * <p>What is handed over becomes durable in slices of that order, each as a whole; only what may be lazy can be later than
 * its successors. A restart relies on that: what a receiver was told of is never known better than the alerts.
 *
 * <p>Thread-safe, and never blocks: a slow or broken store shows in {@link #committed} and {@link #trouble}.
 */
public interface StateStore {
    /** So much later than it is handed over, at most, the journal may write what is lazy. */
    Duration LAZY_MAX = Duration.ofSeconds(5);

    /**
     * What was kept. Called once, before anything is written. The engine then hands over what the restart changes of it;
     * {@link StoredState#aliveAt} must not move on before it has: alerts that are held beyond their end would count as
     * ended.
     *
     * @param live what the store asks, from any thread and at any time from now on, to write what is lazy, or everything
     *     anew after it was broken
     */
    StoredState restore(LiveState live);

    /** An alert is new, fires again, was resolved or has another start. The store may write a version newer than this. */
    void alertStored(AlertHolder alert);

    /**
     * A known alert goes on: at most its end, its annotations and its link have changed. The store may write that
     * seconds later, and take it from {@link LiveState#takeRefreshed} then.
     */
    void alertRefreshed(AlertHolder alert);

    /** An alert was collected, and whoever had to be told of its end has been. */
    void alertForgotten(AlertHolder alert);

    /**
     * An alert that was collected, of whose end somebody still had to be told, fires again under another holder: a restart finds
     * one of the two.
     */
    void alertReplaced(AlertHolder old, AlertHolder stored);

    void notificationRecorded(Stamped<NotificationEntry> entry);

    /** A record of the notification log has expired. */
    void notificationForgotten(NotificationKey key);

    /** A silence was created, changed or ended. */
    void silenceStored(Stamped<Silence> silence);

    /** A silence has outlived its retention. */
    void silenceForgotten(String id);

    /** A group is due at {@code at}, and at no other time. The store may write that seconds later. */
    void flushScheduled(String groupKey, Instant at);

    /** A group is done. */
    void groupForgotten(String groupKey);

    /**
     * Completes when everything handed over before this call is durable; exceptionally, with {@link
     * StoreUnavailableException}, if that cannot be had within a second. Memory keeps what was handed over, and the
     * store writes it when it can.
     */
    CompletionStage<Void> committed();

    /**
     * As {@link #committed}, for what nobody outside waits for: may take some milliseconds longer, so that what comes
     * meanwhile becomes durable with it.
     */
    CompletionStage<Void> committedSoon();

    /** Why nothing can be made durable at the moment, as a text for operators; empty while it can. */
    Optional<String> trouble();

    /** What the engine holds at the moment. Thread-safe; weakly consistent with what is being changed meanwhile. */
    interface LiveState {
        /** Every alert that is not forgotten, resolved ones included. */
        Iterable<? extends AlertHolder> alerts();

        /**
         * Shows each alert that was refreshed since it was taken last; its version then, or a newer one, is to be taken.
         *
         * @param taker says whether it took it; what it does not is shown again the next time
         */
        void takeRefreshed(Predicate<? super AlertHolder> taker);

        /** The notification log; in doubt, where a receiver is being told something at the moment. */
        List<Stamped<NotificationEntry>> notifications();

        List<Stamped<Silence>> silences();

        /**
         * The latest moment, {@code now} at most, up to which ends of alerts count: an earlier one where it has not seen yet to
         * a time in which nobody could speak, and alerts may have to be held beyond their ends.
         */
        Instant knownUpTo(Instant now);
    }

    /**
     * What a restart finds. Whatever was written outside of a cluster has the stamp of the moment at which it was written.
     *
     * @param nextFlushes when groups are due, by group key
     * @param aliveAt the last moment of which is known that somebody kept this state; empty if nothing was kept
     */
    record StoredState(
            List<Stamped<Alert>> alerts,
            List<Stamped<NotificationEntry>> notifications,
            List<Stamped<Silence>> silences,
            Map<String, Instant> nextFlushes,
            Optional<Instant> aliveAt) {
        public static final StoredState EMPTY =
                new StoredState(List.of(), List.of(), List.of(), Map.of(), Optional.empty());

        public StoredState {
            alerts = List.copyOf(alerts);
            notifications = List.copyOf(notifications);
            silences = List.copyOf(silences);
            nextFlushes = Map.copyOf(nextFlushes);
            requireNonNull(aliveAt, "aliveAt");
        }
    }
}
