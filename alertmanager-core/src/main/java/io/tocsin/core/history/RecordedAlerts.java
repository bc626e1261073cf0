package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.group.GroupFlush.FlushedAlert;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alerts of an entry, in the order of sending. Immutable.
 *
 * @param first those that are remembered, at most {@link #KEPT_MAX}
 * @param total how many there were; at least as many
 */
public record RecordedAlerts(List<RecordedAlert> first, int total) {
    public static final int KEPT_MAX = 1_000;

    private static final long DIGEST_PRIME = 0x100000001b3L;

    public static final RecordedAlerts NONE = new RecordedAlerts(List.of(), 0);

    public RecordedAlerts {
        first = List.copyOf(first);
        if (first.size() > KEPT_MAX || total < first.size()) {
            throw new IllegalArgumentException("alerts: " + first.size() + " of " + total + " (expected: at most "
                    + KEPT_MAX + " of as many or more)");
        }
    }

    /** The alerts that an entry names; none for a change of a silence. */
    public static RecordedAlerts of(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Flush flush) {
            return flush.alerts();
        }
        return entry instanceof HistoryEntry.Notification told ? told.alerts() : NONE;
    }

    /** All alerts of a flush, the muted ones with what mutes them. */
    static RecordedAlerts of(GroupFlush flush, Map<Alert, MuteCause> muted) {
        List<RecordedAlert> first = flush.alerts().stream()
                .limit(KEPT_MAX)
                .map(each -> new RecordedAlert(
                        each.alert().fingerprint(),
                        each.isResolved(),
                        Optional.ofNullable(muted.get(each.alert())).map(RecordedMute::of)))
                .toList();
        return new RecordedAlerts(first, flush.alerts().size());
    }

    /** What a notification tells of. */
    static RecordedAlerts of(List<NotifiedAlert> alerts) {
        List<RecordedAlert> first = alerts.stream()
                .limit(KEPT_MAX)
                .map(each -> new RecordedAlert(each.alert().fingerprint(), each.isResolved(), Optional.empty()))
                .toList();
        return new RecordedAlerts(first, alerts.size());
    }

    /** What another member has told of; those that are not known here are only counted. */
    static RecordedAlerts of(EngineEvent.NotificationLearned learned) {
        List<RecordedAlert> first = Stream.concat(
                        learned.firing().stream().map(labels -> named(labels, false)),
                        learned.resolved().stream().map(labels -> named(labels, true)))
                .limit(KEPT_MAX)
                .toList();
        int total = learned.entry().firing().size() + learned.entry().resolved().size();
        return new RecordedAlerts(first, Math.max(first.size(), total));
    }

    private static RecordedAlert named(Labels labels, boolean isResolved) {
        return new RecordedAlert(labels.fingerprint(), isResolved, Optional.empty());
    }

    /** Tells apart what two flushes found beyond the alerts that are remembered; 0 if there is nothing. */
    static long restDigest(GroupFlush flush, Map<Alert, MuteCause> muted) {
        long digest = 0;
        for (FlushedAlert each : flush.alerts()
                .subList(
                        Math.min(KEPT_MAX, flush.alerts().size()),
                        flush.alerts().size())) {
            MuteCause cause = muted.get(each.alert());
            long state = (each.isResolved() ? 1 : 0)
                    + (cause == null ? 0 : 2L * RecordedMute.of(cause).hashCode());
            digest = (digest + each.alert().fingerprint().bits() + state) * DIGEST_PRIME;
        }
        return digest;
    }

    /**
     * One alert as it was then.
     *
     * @param mute why it was kept back; never in a notification
     */
    public record RecordedAlert(Fingerprint fingerprint, boolean isResolved, Optional<RecordedMute> mute) {
        public RecordedAlert {
            requireNonNull(fingerprint, "fingerprint");
            requireNonNull(mute, "mute");
        }

        /** {@code firing} or {@code resolved}. */
        public String status() {
            return isResolved ? "resolved" : "firing";
        }
    }
}
