package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.metrics.StoreMetrics;
import io.tocsin.server.storage.StorageCondition.Trouble;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators, and whoever waits for a commit, that nothing can be written, once when it begins and once when it ends. Thread-safe. */
final class StoreTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTrouble.class);

    private final Path file;
    private final PendingChanges pending;
    private final StoreMetrics metrics;
    private final InstantSource clock;

    // Volatile: written by the journal's thread and by whoever notices a stall, read by whoever shows it.
    private volatile Instant since = Instant.EPOCH;

    StoreTrouble(Path file, PendingChanges pending, StoreMetrics metrics, InstantSource clock) {
        this.file = requireNonNull(file, "file");
        this.pending = requireNonNull(pending, "pending");
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What keeps the file from being written at the moment. */
    Optional<Trouble> present() {
        return pending.trouble().map(why -> new Trouble(why, since));
    }

    void begins(Throwable cause) {
        begins(file + ": " + DiskFailure.reason(cause));
    }

    /** @param why for operators; names the file, and no secret */
    void begins(String why) {
        metrics.failed();
        metrics.degraded(true);
        if (pending.trouble().isEmpty()) {
            since = clock.instant();
        }
        if (pending.troubleBegins(why)) {
            LOG.atWarn()
                    .addKeyValue("err", why)
                    .log("Storage fails: alerts are notified from memory, and silences cannot be changed");
        }
    }

    void ends() {
        metrics.degraded(false);
        if (pending.troubleEnds()) {
            LOG.atInfo().addKeyValue("path", file).log("Storage works again: everything in memory is written");
        }
    }
}
