package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.EngineEvent.AttemptEnded;
import io.tocsin.core.engine.EngineEvent.DeliveryBegun;
import io.tocsin.core.engine.EngineEvent.DeliveryEnded;
import io.tocsin.core.engine.EngineEvent.NotificationLearned;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.FlushRecords.Group;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.label.Brief;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The notifications that are under way, each kept from its beginning. Owned by the {@link Recorder}. */
final class NotificationRecords {
    /** What of a message is kept, in UTF-16 units: it may repeat the answer of a receiver. */
    private static final int MESSAGE_MAX = 500;

    private final EntryStore store;

    /** At most one is under way under each key. Oldest group first: one of which ends were lost gives way. */
    private final Map<Group, Map<NotificationKey, Open>> open = new LinkedHashMap<>();

    private record Open(Instant tick, long id, Notification entry) {}

    NotificationRecords(EntryStore store) {
        this.store = requireNonNull(store, "store");
    }

    void begin(DeliveryBegun begun, Instant now) {
        Notification entry = new Notification(
                now,
                kept(begun.key()),
                Optional.of(begun.reason()),
                RecordedAlerts.of(begun.alerts()),
                Attempts.NONE,
                new NotificationOutcome.UnderWay());
        Open opened = new Open(begun.tick(), store.append(entry), entry);
        Open lost = open.computeIfAbsent(Group.of(begun.key()), group -> new HashMap<>(2))
                .put(begun.key(), opened);
        if (lost != null) {
            abandon(lost, now);
        }
        if (open.size() > FlushRecords.GROUPS_MAX) {
            forget(open.keySet().iterator().next(), now);
        }
    }

    /** Another member has told a receiver something. */
    void learned(NotificationLearned learned, Instant now) {
        store.append(new Notification(
                now,
                kept(learned.entry().key()),
                Optional.empty(),
                RecordedAlerts.of(learned),
                Attempts.NONE,
                new NotificationOutcome.SentElsewhere(
                        Recorder.millis(learned.entry().notifiedAt()), learned.sender())));
    }

    /** The group is done; nobody will say how what is under way has ended. */
    void forget(Group group, Instant now) {
        Map<NotificationKey, Open> lost = open.remove(group);
        if (lost != null) {
            lost.values().forEach(each -> abandon(each, now));
        }
    }

    private void abandon(Open lost, Instant now) {
        store.replace(lost.id(), lost.entry().with(new NotificationOutcome.Abandoned(now)));
    }

    void attempted(AttemptEnded ended, Instant now) {
        Open known = find(ended.key(), ended.tick());
        if (known == null) {
            return;
        }
        Attempt attempt = new Attempt(
                ended.attempt(),
                Recorder.millis(now.minus(ended.latency())),
                Duration.ofMillis(ended.latency().toMillis()),
                brief(ended.result()));
        Notification entry = known.entry().with(attempt);
        open.getOrDefault(Group.of(ended.key()), Map.of())
                .replace(ended.key(), new Open(known.tick(), known.id(), entry));
        if (ended.result() instanceof SendResult.RetryLater) {
            // After any other result the end follows at once.
            store.replace(known.id(), entry);
        }
    }

    void end(DeliveryEnded ended, NotificationOutcome outcome, Instant now) {
        Open known = find(ended.key(), ended.tick());
        if (known != null) {
            remove(ended.key());
            store.replace(known.id(), known.entry().with(outcome));
        } else if (outcome instanceof NotificationOutcome.Failed) {
            store.append(new Notification(
                    now, kept(ended.key()), Optional.empty(), RecordedAlerts.NONE, Attempts.NONE, outcome));
        }
    }

    private static NotificationKey kept(NotificationKey key) {
        return new NotificationKey(Recorder.groupKey(key.groupKey()), key.receiver(), key.integration(), key.index());
    }

    private void remove(NotificationKey key) {
        open.computeIfPresent(Group.of(key), (group, ofGroup) -> {
            ofGroup.remove(key);
            return ofGroup.isEmpty() ? null : ofGroup;
        });
    }

    private @Nullable Open find(NotificationKey key, Instant tick) {
        Open known = open.getOrDefault(Group.of(key), Map.of()).get(key);
        return known != null && known.tick().equals(tick) ? known : null;
    }

    static NotificationOutcome failed(DeliveryOutcome.Failed failed, Instant now) {
        return new NotificationOutcome.Failed(now, failed.reason(), Brief.of(failed.message(), MESSAGE_MAX));
    }

    private static SendResult brief(SendResult result) {
        if (result instanceof SendResult.Delivered) {
            return SendResult.delivered();
        } else if (result instanceof SendResult.RetryLater later) {
            return new SendResult.RetryLater(later.reason(), Brief.of(later.message(), MESSAGE_MAX));
        } else if (result instanceof SendResult.Rejected rejected) {
            return new SendResult.Rejected(rejected.reason(), Brief.of(rejected.message(), MESSAGE_MAX));
        }
        throw new AssertionError("unhandled result: " + result);
    }
}
