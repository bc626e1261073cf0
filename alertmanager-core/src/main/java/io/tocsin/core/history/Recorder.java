package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineEvent.DeliveryEnded;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.FlushRecords.Group;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.label.Brief;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.silence.Silence;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes entries of what the engine tells: in the order in which it does, each event once. One that was lost costs what it
 * would have said, no more.
 *
 * <p>Not thread-safe: owned by whoever feeds it.
 */
public final class Recorder {
    /** In UTF-16 units. */
    private static final int GROUP_KEY_MAX = 4_000;

    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE / 4);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE / 4);

    private final EntryStore store;
    private final FlushRecords flushes;
    private final NotificationRecords notifications;

    public Recorder(EntryStore store) {
        this.store = requireNonNull(store, "store");
        this.flushes = new FlushRecords(store);
        this.notifications = new NotificationRecords(store);
    }

    /** Whether {@link #on} does anything with it. */
    public static boolean concerns(EngineEvent event) {
        return event instanceof EngineEvent.GroupFlushed
                || event instanceof EngineEvent.DeliveryBegun
                || event instanceof EngineEvent.AttemptEnded
                || event instanceof DeliveryEnded
                || event instanceof EngineEvent.NotificationLearned
                || event instanceof EngineEvent.FlushEnded
                || event instanceof EngineEvent.GroupForgotten
                || event instanceof EngineEvent.AlertsForgotten
                || isOfSilence(event);
    }

    private static boolean isOfSilence(EngineEvent event) {
        return event instanceof EngineEvent.SilenceCreated
                || event instanceof EngineEvent.SilenceUpdated
                || event instanceof EngineEvent.SilenceEnded
                || event instanceof EngineEvent.SilenceImported;
    }

    /** @param now when it happened */
    public void on(EngineEvent event, Instant now) {
        if (event instanceof EngineEvent.GroupFlushed flushed) {
            flushes.begin(flushed.flush(), flushed.muted());
        } else if (event instanceof EngineEvent.DeliveryBegun begun) {
            flushes.sends(begun.key(), begun.tick());
            notifications.begin(begun, millis(now));
        } else if (event instanceof EngineEvent.AttemptEnded ended) {
            notifications.attempted(ended, now);
        } else if (event instanceof DeliveryEnded ended) {
            deliveryEnded(ended, millis(now));
        } else if (event instanceof EngineEvent.NotificationLearned learned) {
            notifications.learned(learned, millis(now));
        } else if (event instanceof EngineEvent.FlushEnded ended) {
            flushes.end(ended.flush());
        } else if (event instanceof EngineEvent.GroupForgotten forgotten) {
            Group group = new Group(forgotten.groupKey(), forgotten.receiver());
            flushes.forget(group);
            notifications.forget(group, millis(now));
        } else if (event instanceof EngineEvent.AlertsForgotten forgotten) {
            forgotten.alerts().forEach(store::remember);
        } else {
            silence(event, millis(now));
        }
    }

    /** Keeps what was put off. */
    public void close() {
        flushes.close();
    }

    private void deliveryEnded(DeliveryEnded ended, Instant now) {
        if (ended.outcome() instanceof DeliveryOutcome.Unneeded unneeded) {
            flushes.unneeded(ended.key(), ended.tick(), unneeded.verdict());
        } else if (ended.outcome() instanceof DeliveryOutcome.Sent) {
            notifications.end(ended, new NotificationOutcome.Sent(now), now);
        } else if (ended.outcome() instanceof DeliveryOutcome.Failed failed) {
            flushes.sends(ended.key(), ended.tick());
            notifications.end(ended, NotificationRecords.failed(failed, now), now);
        } else {
            throw new AssertionError("unhandled outcome: " + ended.outcome());
        }
    }

    private void silence(EngineEvent event, Instant now) {
        if (event instanceof EngineEvent.SilenceCreated created) {
            changed(Action.CREATED, created.silence(), Optional.empty(), created.by(), now);
        } else if (event instanceof EngineEvent.SilenceUpdated updated) {
            changed(Action.UPDATED, updated.silence(), Optional.empty(), updated.by(), now);
        } else if (event instanceof EngineEvent.SilenceEnded ended) {
            Action action = ended.replacedBy().isPresent() ? Action.REPLACED : Action.EXPIRED;
            changed(action, ended.silence(), ended.replacedBy(), ended.by(), now);
        } else if (event instanceof EngineEvent.SilenceImported imported) {
            changed(Action.IMPORTED, imported.silence(), Optional.empty(), imported.by(), now);
        }
    }

    private void changed(Action action, Silence silence, Optional<String> replacedBy, Requester by, Instant now) {
        store.append(new HistoryEntry.SilenceChange(now, action, RecordedSilence.of(silence), replacedBy, by));
    }

    /** What is kept of a group key, which may hold megabytes of label values. */
    static String groupKey(String whole) {
        return Brief.of(whole, GROUP_KEY_MAX);
    }

    /** Whole milliseconds, of a moment that they can count. */
    static Instant millis(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return time.isAfter(LATEST) ? LATEST : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
