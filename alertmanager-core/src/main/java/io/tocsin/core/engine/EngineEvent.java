package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened in the engine and that metrics, logs and history tell of. */
public sealed interface EngineEvent {
    /** Alerts of one post, counted before the checks; {@code invalid} of them were refused. */
    record AlertsPosted(int firing, int resolved, int invalid) implements EngineEvent {}

    /**
     * A new alert was dropped because too many of its name fire; its sender is not told, as upstream.
     *
     * @param alertname value of that label; empty if there is none
     */
    record AlertLimited(String alertname) implements EngineEvent {}

    /**
     * For some time nobody could say anything: the process was suspended, the clock was set forward, or the intake was far too
     * busy.
     *
     * @param absence how long, by wall time
     * @param alerts how many fire on that would end too soon for their senders to speak
     */
    record AlertsHeld(Duration absence, int alerts) implements EngineEvent {}

    /**
     * Alerts were passed on to those who watch them.
     *
     * @param arePosted whether they just came in; not so where groups form anew out of stored alerts
     * @param processing how long it took for all of them
     */
    record AlertsRouted(int alerts, boolean arePosted, Duration processing) implements EngineEvent {}

    /** @param muted why each alert that the flush leaves out is left out; often empty */
    record GroupFlushed(GroupFlush flush, Map<Alert, MuteCause> muted) implements EngineEvent {}

    /**
     * An integration has something to send, or to record.
     *
     * @param tick of the flush that it belongs to
     * @param alerts what it is told of; none where only the notification log has to learn of resolved ones
     */
    record DeliveryBegun(NotificationKey key, Instant tick, NotificationReason reason, List<NotifiedAlert> alerts)
            implements EngineEvent {}

    /**
     * @param tick of the flush that it belongs to
     * @param attempt counted from 1
     * @param latency from the call to the answer
     */
    record AttemptEnded(NotificationKey key, Instant tick, int attempt, Duration latency, SendResult result)
            implements EngineEvent {}

    /**
     * @param tick of the flush that it belongs to
     * @param duration from the turn to the end, retries included
     */
    record DeliveryEnded(NotificationKey key, Instant tick, int alerts, Duration duration, DeliveryOutcome outcome)
            implements EngineEvent {}

    /** The notification log was asked for a key, which it knew or not. */
    record LogQueried(Duration duration, boolean isFound) implements EngineEvent {}

    /** Expired entries were swept out of the notification log. */
    record LogCollected(Duration duration, int expired) implements EngineEvent {}

    record SilenceCreated(Silence silence, Requester by) implements EngineEvent {}

    /** A silence was changed under the id that it had. */
    record SilenceUpdated(Silence silence, Requester by) implements EngineEvent {}

    /**
     * A silence was ended by a request.
     *
     * @param replacedBy the silence that took its place, where that is why
     */
    record SilenceEnded(Silence silence, Optional<String> replacedBy, Requester by) implements EngineEvent {}

    /**
     * A silence that somebody else has kept was taken over, before the engine started: told by who did that.
     *
     * @param by where it was
     */
    record SilenceImported(Silence silence, Requester by) implements EngineEvent {}

    /**
     * What another member has written was taken in.
     *
     * @param sender its name
     * @param alerts how many versions of alerts were later than what was known here
     * @param silences how many of silences
     * @param notifications how many of records of the notification log
     */
    record ReplicasMerged(String sender, int alerts, int silences, int notifications) implements EngineEvent {}

    /**
     * Another member has told a receiver something: its record of that came in, and is the latest one.
     *
     * @param firing the alerts that it was told to fire, as far as they are known here
     * @param resolved those that it was told to be resolved
     * @param sender the name of the member that the record came from: the one that made it, or one that had learned of it
     */
    record NotificationLearned(NotificationEntry entry, List<Labels> firing, List<Labels> resolved, String sender)
            implements EngineEvent {
        public NotificationLearned {
            firing = List.copyOf(firing);
            resolved = List.copyOf(resolved);
        }
    }

    /** Silences that have outlived their retention were forgotten. */
    record SilencesCollected(Duration duration, int forgotten) implements EngineEvent {}

    /**
     * The silences were asked for: by the API, or for those that match an alert.
     *
     * @param examined how many were looked at
     * @param skipped how many there was no need to look at
     */
    record SilencesQueried(Duration duration, int examined, int skipped) implements EngineEvent {}

    /**
     * A flush that had to wait for its turn has ended.
     *
     * @param waited from its tick on
     */
    record TurnEnded(String groupKey, Duration waited, TurnOutcome outcome) implements EngineEvent {}

    /** What came of a flush for which it was not this member's turn at once. Of several integrations the last of these counts. */
    enum TurnOutcome {
        /** Nobody had to be told anything. */
        NOTHING_TO_SAY,
        /** Another member had told everybody. */
        SERVED_BY_OTHER,
        /** No other member had, so this one told somebody, or tried to. */
        STEPPED_IN
    }

    /** All integrations of a flush are done. */
    record FlushEnded(GroupFlush flush, boolean isSuccess) implements EngineEvent {}

    /** A group is done, and told everything that it had to tell. */
    record GroupForgotten(String groupKey, String receiver) implements EngineEvent {}

    /** Resolved alerts, of whose end everybody knows, were forgotten. */
    record AlertsForgotten(List<Labels> alerts) implements EngineEvent {
        public AlertsForgotten {
            alerts = List.copyOf(alerts);
        }
    }
}
