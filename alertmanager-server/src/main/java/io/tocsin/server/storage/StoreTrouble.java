package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.metrics.StoreMetrics;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators, and whoever waits for a commit, that nothing can be written, once when it begins and once when it ends. Thread-safe. */
final class StoreTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTrouble.class);

    private final Path file;
    private final PendingChanges pending;
    private final StoreMetrics metrics;

    StoreTrouble(Path file, PendingChanges pending, StoreMetrics metrics) {
        this.file = requireNonNull(file, "file");
        this.pending = requireNonNull(pending, "pending");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    void begins(Throwable cause) {
        begins(file + ": " + DiskFailure.reason(cause));
    }

    /** @param why for operators; names the file, and no secret */
    void begins(String why) {
        metrics.failed();
        metrics.degraded(true);
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
