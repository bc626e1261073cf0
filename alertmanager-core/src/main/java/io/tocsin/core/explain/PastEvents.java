package io.tocsin.core.explain;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.label.Fingerprint;
import java.util.List;
import java.util.OptionalLong;

/**
 * Looks up what was done about one alert: notifications of it, flushes that kept it back, and changes of silences that are
 * about it. Thread-safe.
 */
final class PastEvents {
    /** Flushes that kept others back are asked for, too, and left out then. */
    private static final int ASKED_MAX = 200;

    private final HistoryLog history;

    PastEvents(HistoryLog history) {
        this.history = requireNonNull(history, "history");
    }

    /**
     * The last {@value Explanation#PAST_MAX}, newest first; may wait for the disk. There is one search, so what is far
     * behind is not found, and {@link HistoryPage#next} says that there may be more.
     */
    HistoryPage of(Fingerprint alert) {
        HistoryPage page = history.find(new HistoryQuery(HistoryFilter.about(alert), HistoryQuery.NEWEST, ASKED_MAX));
        List<Found> all = page.entries().stream()
                .filter(found -> isNews(found.entry(), alert))
                .toList();
        boolean isCut = all.size() > Explanation.PAST_MAX;
        List<Found> last = isCut ? all.subList(0, Explanation.PAST_MAX) : all;
        OptionalLong next = isCut ? OptionalLong.of(last.get(last.size() - 1).id()) : page.next();
        return new HistoryPage(last, page.labels(), next);
    }

    /** A flush is none unless it kept this alert back: what it led to has entries of its own. */
    private static boolean isNews(HistoryEntry entry, Fingerprint alert) {
        return !(entry instanceof Flush flush)
                || flush.alerts().first().stream()
                        .anyMatch(each ->
                                each.fingerprint().equals(alert) && each.mute().isPresent());
    }
}
