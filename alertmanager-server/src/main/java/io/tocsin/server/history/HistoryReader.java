package io.tocsin.server.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.label.Labels;
import io.tocsin.server.storage.RecordLog;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Finds entries in a {@link RecordLog}. Thread-safe; see {@link HistoryLog} for where to call it. */
public final class HistoryReader implements HistoryLog {
    private final RecordLog log;
    private final Supplier<? extends Iterable<Labels>> alerts;
    private final BiPredicate<String, Labels> silences;

    /**
     * @param alerts labels of all alerts in memory: those of others are in the log
     * @param silences whether the silence with this id is about an alert with these labels
     */
    public HistoryReader(
            RecordLog log, Supplier<? extends Iterable<Labels>> alerts, BiPredicate<String, Labels> silences) {
        this.log = requireNonNull(log, "log");
        this.alerts = requireNonNull(alerts, "alerts");
        this.silences = requireNonNull(silences, "silences");
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        AlertNames names = new AlertNames(alerts.get(), query.filter(), silences);
        RecordSearch search = new RecordSearch(query, names);
        // From the newest, wherever the page begins: an alert's labels were kept after everything that names it.
        log.newestFirst(HistoryQuery.NEWEST, search);
        return search.page();
    }
}
