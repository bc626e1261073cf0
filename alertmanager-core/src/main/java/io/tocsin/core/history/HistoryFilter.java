package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryEntry.Kind;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries somebody wants to see; what is empty admits all. Immutable.
 *
 * <p>An alert filter admits flushes and notifications that name an alert that it matches, and changes of silences that are
 * about such an alert; a silence filter admits changes of that silence, the change by which it replaced another one, and
 * flushes in which it muted something.
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
        // As entries have it.
        groupKey = groupKey.map(Recorder::groupKey);
        requireNonNull(receiver, "receiver");
        requireNonNull(silenceId, "silenceId");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    /** Admits what concerns one alert. */
    public static HistoryFilter about(Fingerprint alert) {
        return new HistoryFilter(
                ALL.kinds,
                Optional.of(alert),
                ALL.alertMatchers,
                ALL.groupKey,
                ALL.receiver,
                ALL.silenceId,
                ALL.from,
                ALL.to);
    }

    /** Whether it asks for certain alerts. */
    public boolean isAboutAlerts() {
        return alert.isPresent() || !alertMatchers.isEmpty();
    }

    /** Whether the alert with these labels is one that is asked for. */
    public boolean isAbout(Labels labels) {
        return (alert.isEmpty() || alert.get().equals(labels.fingerprint()))
                && alertMatchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The alert that has just the labels that the matchers name; empty if they are not all of the kind {@code a="b"}. */
    public Optional<Fingerprint> exactly() {
        Labels.Builder labels = new Labels.Builder();
        for (Matcher matcher : alertMatchers) {
            if (matcher.type() != MatchType.EQUAL || matcher.value().isEmpty()) {
                return Optional.empty();
            }
            labels.add(matcher.name(), matcher.value());
        }
        return Optional.of(labels.build().fingerprint());
    }

    /** The alerts that are asked for, as far as a search knows them. */
    public interface AskedAlerts {
        boolean include(Fingerprint alert);

        /** Whether a silence is about one of them. */
        boolean areConcernedBy(String silenceId);
    }

    /** @param asked not called unless {@link #isAboutAlerts} */
    public boolean admits(HistoryEntry entry, AskedAlerts asked) {
        return (kinds.isEmpty() || kinds.contains(entry.kind()))
                && admitsTime(entry)
                && groupKey.map(wanted -> wanted.equals(groupKeyOf(entry))).orElse(true)
                && receiver.map(wanted -> wanted.equals(receiverOf(entry))).orElse(true)
                && silenceId.map(wanted -> names(entry, wanted)).orElse(true)
                && (!isAboutAlerts() || isAbout(entry, asked));
    }

    private static boolean isAbout(HistoryEntry entry, AskedAlerts asked) {
        return entry instanceof HistoryEntry.SilenceChange change
                ? asked.areConcernedBy(change.silence().id())
                : RecordedAlerts.of(entry).first().stream().anyMatch(each -> asked.include(each.fingerprint()));
    }

    private boolean admitsTime(HistoryEntry entry) {
        return (from.isEmpty() || !entry.until().isBefore(from.get()))
                && (to.isEmpty() || !entry.at().isAfter(to.get()));
    }

    private static String groupKeyOf(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Flush flush) {
            return flush.groupKey();
        }
        return entry instanceof HistoryEntry.Notification told ? told.key().groupKey() : "";
    }

    private static String receiverOf(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Flush flush) {
            return flush.receiver();
        }
        return entry instanceof HistoryEntry.Notification told ? told.key().receiver() : "";
    }

    private static boolean names(HistoryEntry entry, String silence) {
        if (entry instanceof HistoryEntry.SilenceChange change) {
            return change.silence().id().equals(silence) || change.replacedBy().equals(Optional.of(silence));
        }
        return RecordedAlerts.of(entry).first().stream()
                .anyMatch(each -> each.mute().isPresent()
                        && each.mute().get() instanceof RecordedMute.Silenced silenced
                        && silenced.silenceIds().contains(silence));
    }
}
