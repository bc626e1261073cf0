package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All alerts that fire, and their groups, as they were seen at one moment. Immutable, and as large as the store has alerts: kept for
 * as long as somebody looks.
 */
public final class Overview {
    /** So many selections are kept: many people look at the same, all of them again whenever something changes. */
    private static final int SELECTED_MAX = 8;

    private final Instant at;
    private final String version;
    private final List<AlertRow> alerts;
    private final List<GroupRow> groups;

    /** What was selected last, the latest at the end. Guarded by itself. */
    private final Map<Selection, Selected> known = new LinkedHashMap<>(SELECTED_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Selection, Selected> eldest) {
            return size() > SELECTED_MAX;
        }
    };

    Overview(Instant at, String version, List<AlertRow> alerts, List<GroupRow> groups) {
        this.at = requireNonNull(at, "at");
        this.version = requireNonNull(version, "version");
        this.alerts = List.copyOf(alerts);
        this.groups = List.copyOf(groups);
    }

    /** The moment. */
    public Instant at() {
        return at;
    }

    /** Tells apart what people see: the same for as long as nothing visible changes, whatever is posted again. */
    public String version() {
        return version;
    }

    /** In the order of their fingerprints. */
    public List<AlertRow> alerts() {
        return alerts;
    }

    /** In no particular order. */
    public List<GroupRow> groups() {
        return groups;
    }

    /** The alerts that fit. Looks at every alert unless it was asked for lately; takes long with many, or with costly matchers. */
    public Selected selected(Selection selection) {
        requireNonNull(selection, "selection");
        Selected found;
        // Not held while it is worked out: others need not wait for costly matchers.
        synchronized (known) {
            found = known.get(selection);
        }
        if (found == null) {
            found = Selected.of(this, selection);
            synchronized (known) {
                known.put(selection, found);
            }
        }
        return found;
    }

    /** When the first of the alerts ends, as far as their senders have said by now; {@link Instant#MAX} without alerts. */
    public Instant firstEnd() {
        @Nullable Timestamp first = null;
        for (AlertRow row : alerts) {
            Timestamp end = row.newest().endsAt();
            first = first == null || end.isBefore(first) ? end : first;
        }
        return first == null ? Instant.MAX : first.toInstant();
    }
}
