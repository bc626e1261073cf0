package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An answer to a {@link HistoryQuery}. Immutable.
 *
 * @param entries newest first; may be fewer than asked for, or none, though there are more
 * @param labels of the alerts that the entries name, as far as they are known
 * @param next to be asked for {@link HistoryQuery#before} to go on; empty at the end of the history
 * @param unknownAlerts how many alerts were met that matchers could not be asked about, since nobody knows their labels any
 *     more: their entries may be missing here
 */
public record HistoryPage(List<Found> entries, Map<Fingerprint, Labels> labels, OptionalLong next, int unknownAlerts) {
    /** Nothing, and no more of it. */
    public static final HistoryPage NONE = new HistoryPage(List.of(), Map.of(), OptionalLong.empty());

    /** One for which nothing was unknown. */
    public HistoryPage(List<Found> entries, Map<Fingerprint, Labels> labels, OptionalLong next) {
        this(entries, labels, next, 0);
    }

    public HistoryPage {
        entries = List.copyOf(entries);
        labels = Map.copyOf(labels);
        requireNonNull(next, "next");
    }

    /** @param id rises with time; an entry keeps it while it grows */
    public record Found(long id, HistoryEntry entry) {
        public Found {
            requireNonNull(entry, "entry");
        }
    }
}
