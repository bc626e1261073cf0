package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All alerts that fire, and their groups, as they were seen at one moment. Immutable, and as large as the store has alerts: kept for
 * as long as somebody looks.
 *
 * @param at the moment
 * @param version tells apart what people see: the same for as long as nothing visible changes, whatever is posted again
 * @param alerts in the order of their fingerprints
 * @param groups in no particular order
 */
public record Overview(Instant at, String version, List<AlertRow> alerts, List<GroupRow> groups) {
    public Overview {
        requireNonNull(at, "at");
        requireNonNull(version, "version");
        alerts = List.copyOf(alerts);
        groups = List.copyOf(groups);
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
