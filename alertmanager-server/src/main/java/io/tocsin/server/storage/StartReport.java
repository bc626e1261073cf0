package io.tocsin.server.storage;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.StateStore.StoredState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a start finds in the store, and what the outage makes of it, for the log.
 *
 * @param away since the server was last alive; null if that is not known, negative if the clock was set back since
 * @param heldAlerts whose ends passed meanwhile: they fire on, because nobody could put them off
 * @param dueGroups that should have been flushed meanwhile
 */
record StartReport(StoredState found, @Nullable Duration away, long heldAlerts, long dueGroups) {
    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    static StartReport of(StoredState found, Instant now) {
        Instant aliveAt = found.aliveAt().orElse(Instant.MIN);
        return new StartReport(
                found,
                found.aliveAt()
                        .map(alive -> Duration.between(alive, now).truncatedTo(ChronoUnit.MILLIS))
                        .orElse(null),
                found.alerts().stream()
                        .filter(alert -> isHeld(alert.value(), aliveAt, now))
                        .count(),
                found.nextFlushes().values().stream()
                        .filter(at -> !at.isAfter(now))
                        .count());
    }

    private static boolean isHeld(Alert alert, Instant aliveAt, Instant now) {
        return !alert.isResolvedExplicitly() && !alert.isResolvedAt(aliveAt) && alert.isResolvedAt(now);
    }

    /** One line, or none of a store that holds nothing yet. */
    void log(Path file, Duration duration) {
        if (found.equals(StoredState.EMPTY)) {
            return;
        }
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("path", file)
                .addKeyValue("alerts", found.alerts().size())
                .addKeyValue("held", heldAlerts)
                .addKeyValue("silences", found.silences().size())
                .addKeyValue("notifications", found.notifications().size())
                .addKeyValue("groups", found.nextFlushes().size())
                .addKeyValue("due", dueGroups)
                .addKeyValue("duration", duration);
        if (away != null) {
            line = line.addKeyValue("away", away);
        }
        line.log("Stored state read");
    }
}
