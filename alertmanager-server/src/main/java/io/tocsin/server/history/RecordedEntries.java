package io.tocsin.server.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.EntryStore;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.label.Labels;
import io.tocsin.core.record.HistoryRecord;
import io.tocsin.server.metrics.HistoryMetrics;
import io.tocsin.server.metrics.HistoryMetrics.Loss;
import io.tocsin.server.storage.RecordLog;

/**
 * Writes entries into a {@link RecordLog}. What labels of past alerts take of it is bounded: a quarter, so that a storm of
 * alerts does not push out what was done about them.
 *
 * <p>Not thread-safe: owned by the {@link HistoryWriter}.
 */
final class RecordedEntries implements EntryStore {
    /** So many bytes of entries let one byte of labels in. */
    private static final int ENTRIES_TO_LABELS = 3;

    private final RecordLog log;
    private final HistoryMetrics metrics;
    private final long labelsMax;

    /** How many bytes of labels may follow at once, times {@link #ENTRIES_TO_LABELS}. */
    private long allowance;

    RecordedEntries(RecordLog log, HistoryMetrics metrics) {
        this.log = requireNonNull(log, "log");
        this.metrics = requireNonNull(metrics, "metrics");
        this.labelsMax = log.maxBytes() / (1 + ENTRIES_TO_LABELS) * ENTRIES_TO_LABELS;
        this.allowance = labelsMax;
    }

    @Override
    public long append(HistoryEntry entry) {
        byte[] record = HistoryRecord.encode(entry);
        allowance = Math.min(labelsMax, allowance + record.length);
        metrics.recorded(entry.kind());
        return log.append(record);
    }

    @Override
    public void replace(long id, HistoryEntry entry) {
        log.replace(id, HistoryRecord.encode(entry));
    }

    @Override
    public void remember(Labels alert) {
        byte[] record = HistoryRecord.encodeAlert(alert);
        long price = (long) ENTRIES_TO_LABELS * record.length;
        if (price > allowance) {
            metrics.lost(Loss.LABELS);
            return;
        }
        allowance -= price;
        log.append(record);
    }
}
