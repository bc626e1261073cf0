package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A group that routes made, as it was seen at one moment. Immutable, but for when it is due.
 *
 * @param alerts those of its members that fire; at least one
 * @param mutedBy names of the time intervals that mute it
 * @param nextFlush when it is due to be flushed, at the time of asking
 */
public record GroupRow(
        String key,
        String receiver,
        Labels labels,
        List<AlertRow> alerts,
        List<String> mutedBy,
        Supplier<Optional<Instant>> nextFlush) {
    public GroupRow {
        requireNonNull(key, "key");
        requireNonNull(receiver, "receiver");
        requireNonNull(labels, "labels");
        alerts = List.copyOf(alerts);
        mutedBy = List.copyOf(mutedBy);
        requireNonNull(nextFlush, "nextFlush");
    }
}
