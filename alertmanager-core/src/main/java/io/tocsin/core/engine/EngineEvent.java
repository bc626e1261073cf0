package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.util.Map;

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
     * Alerts were passed on to those who watch them.
     *
     * @param arePosted whether they just came in; not so where groups form anew out of stored alerts
     * @param processing how long it took for all of them
     */
    record AlertsRouted(int alerts, boolean arePosted, Duration processing) implements EngineEvent {}

    /** @param muted why each alert that the flush leaves out is left out; often empty */
    record GroupFlushed(String groupKey, String receiver, int alerts, Map<Alert, MuteCause> muted)
            implements EngineEvent {}

    /** An integration has something to send, or to record. */
    record DeliveryBegun(NotificationKey key, int alerts) implements EngineEvent {}

    /**
     * @param attempt counted from 1
     * @param latency from the call to the answer
     */
    record AttemptEnded(NotificationKey key, int attempt, Duration latency, SendResult result) implements EngineEvent {}

    /** @param duration from the turn to the end, retries included */
    record DeliveryEnded(NotificationKey key, int alerts, Duration duration, DeliveryOutcome outcome)
            implements EngineEvent {}

    /** The notification log was asked for a key, which it knew or not. */
    record LogQueried(Duration duration, boolean isFound) implements EngineEvent {}

    /** Expired entries were swept out of the notification log. */
    record LogCollected(Duration duration, int expired) implements EngineEvent {}

    record SilenceCreated(Silence silence) implements EngineEvent {}

    /** A silence was changed under the id that it had. */
    record SilenceUpdated(Silence silence) implements EngineEvent {}

    /** A silence was ended by a request, be it that another one replaced it. */
    record SilenceEnded(Silence silence) implements EngineEvent {}

    /** Silences that have outlived their retention were forgotten. */
    record SilencesCollected(Duration duration, int forgotten) implements EngineEvent {}

    /**
     * The silences were asked for: by the API, or for those that match an alert.
     *
     * @param examined how many were looked at
     * @param skipped how many there was no need to look at
     */
    record SilencesQueried(Duration duration, int examined, int skipped) implements EngineEvent {}

    /** All integrations of a flush are done. */
    record FlushEnded(String groupKey, String receiver, int alerts, boolean isSuccess) implements EngineEvent {}
}
