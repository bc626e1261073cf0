package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * Alerts of an entry, in the order of sending. Immutable.
 *
 * @param first those that are remembered, at most {@link #KEPT_MAX}
 * @param total how many there were; at least as many
 */
public record RecordedAlerts(List<RecordedAlert> first, int total) {
    public static final int KEPT_MAX = 1_000;

    public static final RecordedAlerts NONE = new RecordedAlerts(List.of(), 0);

    public RecordedAlerts {
        first = List.copyOf(first);
        if (first.size() > KEPT_MAX || total < first.size()) {
            throw new IllegalArgumentException("alerts: " + first.size() + " of " + total + " (expected: at most "
                    + KEPT_MAX + " of as many or more)");
        }
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
