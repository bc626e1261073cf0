package io.tocsin.server.router;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.label.GoDuration;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes what an operator wants to read about alerts and notifications: every failure once, success where it took more than
 * one attempt, what keeps alerts from ending, everything else at debug level. Thread-safe.
 */
public final class EngineLog implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLog.class);

    /** The last failure logged per key: a receiver that keeps failing the same way is one line, not hundreds. */
    private final Map<NotificationKey, String> lastFailures = new ConcurrentHashMap<>();

    private final boolean logsSilences;

    /** @param logsSilences {@code --log.silences}: whether changes of silences are worth a line */
    public EngineLog(boolean logsSilences) {
        this.logsSilences = logsSilences;
    }

    @Override
    public void on(EngineEvent event) {
        if (event instanceof EngineEvent.GroupFlushed flushed) {
            LOG.atDebug()
                    .addKeyValue("component", "dispatcher")
                    .addKeyValue("aggrGroup", flushed.flush().key())
                    .addKeyValue("alerts", flushed.flush().alerts().size())
                    .addKeyValue("muted", flushed.muted().size())
                    .log("flushing");
        } else if (event instanceof EngineEvent.AlertLimited limited) {
            LOG.atWarn()
                    .addKeyValue("component", "provider")
                    .addKeyValue("alertname", limited.alertname())
                    .log("Alert dropped: as many alerts of its name fire as --alerts.per-alertname-limit allows");
        } else if (event instanceof EngineEvent.AlertsHeld held) {
            LOG.atWarn()
                    .addKeyValue("component", "provider")
                    .addKeyValue("for", GoDuration.format(held.absence().truncatedTo(ChronoUnit.SECONDS)))
                    .addKeyValue("held", held.alerts())
                    .log(
                            "Nobody could speak to this server: it was suspended or far too busy, or its clock was set forward;"
                                    + " alerts that would end before their senders can speak fire on");
        } else if (event instanceof EngineEvent.AttemptEnded ended) {
            attemptEnded(ended);
        } else if (event instanceof EngineEvent.DeliveryEnded ended) {
            deliveryEnded(ended);
        } else if (logsSilences) {
            silence(event);
        }
    }

    private static void silence(EngineEvent event) {
        if (event instanceof EngineEvent.SilenceCreated created) {
            silence("create silence", created.silence());
        } else if (event instanceof EngineEvent.SilenceUpdated updated) {
            silence("update silence", updated.silence());
        } else if (event instanceof EngineEvent.SilenceEnded ended) {
            silence("expire silence", ended.silence());
        }
    }

    /** With the original's message and keys: there are those who watch for them. */
    private static void silence(String message, Silence silence) {
        LOG.atInfo()
                .addKeyValue("component", "silences")
                .addKeyValue("Id", silence.id())
                .addKeyValue("CreatedBy", silence.createdBy())
                .addKeyValue("Comment", silence.comment())
                .addKeyValue("StartsAt", silence.startsAt().truncatedTo(ChronoUnit.SECONDS))
                .addKeyValue("EndsAt", silence.endsAt().truncatedTo(ChronoUnit.SECONDS))
                .addKeyValue(
                        "Matchers",
                        silence.matcherSets().stream().map(MatcherSet::toString).collect(Collectors.joining(" or ")))
                .log(message);
    }

    private void attemptEnded(EngineEvent.AttemptEnded ended) {
        if (ended.result() instanceof SendResult.RetryLater retry
                && !retry.message().equals(lastFailures.put(ended.key(), retry.message()))) {
            line(Level.WARN, ended.key())
                    .addKeyValue("attempts", ended.attempt())
                    .addKeyValue("err", retry.message())
                    .log("Notify attempt failed, will retry later");
        }
    }

    private void deliveryEnded(EngineEvent.DeliveryEnded ended) {
        lastFailures.remove(ended.key());
        if (ended.outcome() instanceof DeliveryOutcome.Failed failed) {
            // What a reload or the stop of the server ended says nothing of the receiver; at DEBUG in the original.
            line(failed.isSuperseded() ? Level.DEBUG : Level.ERROR, ended.key())
                    .addKeyValue("num_alerts", ended.alerts())
                    .addKeyValue("reason", failed.reason().label())
                    .addKeyValue("err", failed.message())
                    .log("Notify for alerts failed");
        } else if (ended.outcome() instanceof DeliveryOutcome.Sent sent) {
            line(sent.attempts() > 1 ? Level.INFO : Level.DEBUG, ended.key())
                    .addKeyValue("attempts", sent.attempts())
                    .addKeyValue("num_alerts", ended.alerts())
                    .addKeyValue("reason", sent.reason().text())
                    .addKeyValue("duration_ms", ended.duration().toMillis())
                    .log("Notify success");
        }
    }

    private static LoggingEventBuilder line(Level level, NotificationKey key) {
        return LOG.atLevel(level)
                .addKeyValue("component", "dispatcher")
                .addKeyValue("receiver", key.receiver())
                .addKeyValue("integration", key.integration() + "[" + key.index() + "]")
                .addKeyValue("aggrGroup", key.groupKey());
    }
}
