package io.tocsin.server.router;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.server.metrics.ServerMetrics;
import java.util.List;

/** Counts what the engine tells. Thread-safe. */
public final class EngineMetrics implements EngineListener {
    /** Those to whom the original passes every stored alert. */
    private static final List<String> SUBSCRIBERS = List.of("dispatcher", "inhibitor");

    private final ServerMetrics metrics;

    public EngineMetrics(ServerMetrics metrics) {
        this.metrics = requireNonNull(metrics, "metrics");
    }

    @Override
    public void on(EngineEvent event) {
        if (event instanceof EngineEvent.AlertsPosted posted) {
            metrics.alerts().received(posted.firing(), posted.resolved());
            metrics.alerts().invalid(posted.invalid());
        } else if (event instanceof EngineEvent.AlertLimited limited) {
            metrics.alerts().limited(limited.alertname());
        } else if (event instanceof EngineEvent.AlertsHeld held) {
            metrics.alerts().held(held.alerts());
        } else if (event instanceof EngineEvent.AlertsRouted routed) {
            if (routed.arePosted()) {
                SUBSCRIBERS.forEach(subscriber -> metrics.alerts().published(subscriber, routed.alerts()));
            }
            metrics.dispatch().alertsProcessed(routed.alerts(), routed.processing());
        } else if (event instanceof EngineEvent.GroupFlushed flushed) {
            flushed.muted().values().stream()
                    .map(MuteCause::metricReason)
                    .forEach(reason -> metrics.notifications().suppressed(reason, 1));
        } else if (event instanceof EngineEvent.LogQueried queried) {
            metrics.notificationLog().queried(queried.duration(), queried.isFound());
        } else if (event instanceof EngineEvent.ReplicasMerged merged) {
            metrics.silences().propagated(merged.silences());
            metrics.notificationLog().propagated(merged.notifications());
        } else if (event instanceof EngineEvent.LogCollected collected) {
            metrics.notificationLog().maintained(collected.duration(), true);
        } else {
            silence(event);
            notification(event);
        }
    }

    private void silence(EngineEvent event) {
        if (event instanceof EngineEvent.SilencesQueried queried) {
            metrics.silences().queried(queried.duration(), queried.examined(), queried.skipped());
        } else if (event instanceof EngineEvent.SilencesCollected collected) {
            metrics.silences().maintained(collected.duration());
        }
    }

    private void notification(EngineEvent event) {
        if (event instanceof EngineEvent.DeliveryBegun begun) {
            NotificationKey key = begun.key();
            metrics.notifications().notified(key.integration(), key.receiver());
        } else if (event instanceof EngineEvent.AttemptEnded ended) {
            NotificationKey key = ended.key();
            boolean succeeded = ended.result() instanceof SendResult.Delivered;
            metrics.notifications().attempted(key.integration(), key.receiver(), ended.latency(), succeeded);
        } else if (event instanceof EngineEvent.DeliveryEnded ended
                && ended.outcome() instanceof DeliveryOutcome.Failed failed) {
            NotificationKey key = ended.key();
            metrics.notifications().failed(key.integration(), key.receiver(), failed.reason());
        }
    }
}
