package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryEntry.Kind;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Matcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries somebody wants to see; what is empty admits all. Immutable.
 *
 * <p>An alert filter admits flushes and notifications that name one alert that it matches; a silence filter admits
 * changes of that silence, the change by which it replaced another one, and flushes in which it muted something.
 *
 * @param kinds empty for all
 * @param alert by fingerprint
 * @param alertMatchers all have to match one alert
 * @param groupKey exactly
 * @param receiver exactly
 * @param silenceId exactly
 * @param from entries that were still going on then, or began later
 * @param to entries that began before or then
 */
public record HistoryFilter(
        Set<Kind> kinds,
        Optional<Fingerprint> alert,
        List<Matcher> alertMatchers,
        Optional<String> groupKey,
        Optional<String> receiver,
        Optional<String> silenceId,
        Optional<Instant> from,
        Optional<Instant> to) {
    /** Admits everything. */
    public static final HistoryFilter ALL = new HistoryFilter(
            Set.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public HistoryFilter {
        kinds = Set.copyOf(kinds);
        requireNonNull(alert, "alert");
        alertMatchers = List.copyOf(alertMatchers);
        requireNonNull(groupKey, "groupKey");
        requireNonNull(receiver, "receiver");
        requireNonNull(silenceId, "silenceId");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }
}
