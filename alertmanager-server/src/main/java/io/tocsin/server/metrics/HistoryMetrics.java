package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.core.history.HistoryEntry;
import java.util.function.LongSupplier;

/** What is written down of what happens. Thread-safe. */
public final class HistoryMetrics {
    // Set once, while the server starts; read by whichever thread serves a scrape.
    private volatile LongSupplier bytes = () -> 0L;
    private final Counter entries;
    private final Counter dropped;

    HistoryMetrics(PrometheusRegistry registry) {
        entries = Counters.labelled(
                registry, "tocsin_history_entries_total", "Entries that were added to the history.", "kind");
        for (HistoryEntry.Kind kind : HistoryEntry.Kind.values()) {
            entries.initLabelValues(kind.label());
        }
        dropped = Counters.labelled(
                registry, "tocsin_history_dropped_total", "What the history should have noted and did not.", "reason");
        for (Loss loss : Loss.values()) {
            dropped.initLabelValues(loss.label);
        }
        GaugeWithCallback.builder()
                .name("tocsin_history_bytes")
                .help("Size of the history.")
                .callback(callback -> callback.call((double) bytes.getAsLong()))
                .register(registry);
    }

    /** Sets who knows the size at every scrape; 0 before that. */
    public void bytesFrom(LongSupplier source) {
        bytes = source;
    }

    /** Why something is missing in the history. */
    public enum Loss {
        /** The thread that writes could not follow. */
        QUEUE_FULL("queue_full"),
        /** So many alerts came and went that their labels would have pushed out everything else. */
        LABELS("labels"),
        ERROR("error");

        private final String label;

        Loss(String label) {
            this.label = label;
        }
    }

    public void recorded(HistoryEntry.Kind kind) {
        entries.labelValues(kind.label()).inc();
    }

    public void lost(Loss loss) {
        dropped.labelValues(loss.label).inc();
    }
}
