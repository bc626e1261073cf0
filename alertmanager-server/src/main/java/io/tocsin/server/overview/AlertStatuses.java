package io.tocsin.server.overview;

import io.tocsin.core.alert.Alert;
import java.util.List;

/** Port: says at the time of asking what keeps an alert from being sent. Thread-safe. */
@FunctionalInterface
public interface AlertStatuses {
    /** Nothing is ever suppressed. */
    AlertStatuses ALL_ACTIVE = alert -> AlertStatus.ACTIVE;

    AlertStatus of(Alert alert);

    /**
     * What suppresses an alert.
     *
     * @param silencedBy ids of silences
     * @param inhibitedBy fingerprints of alerts
     */
    record AlertStatus(List<String> silencedBy, List<String> inhibitedBy) {
        public static final AlertStatus ACTIVE = new AlertStatus(List.of(), List.of());

        public AlertStatus {
            silencedBy = List.copyOf(silencedBy);
            inhibitedBy = List.copyOf(inhibitedBy);
        }

        public boolean isSuppressed() {
            return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
        }
    }
}
