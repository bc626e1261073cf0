package io.tocsin.core.alert;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Turns a posted alert into one that can be stored: fills in the times that are missing, then checks it.
 *
 * <p>Immutable.
 *
 * @see "Upstream: api/v2 postAlertsHandler and model.Alert.Validate, v0.34.0"
 */
public final class AlertIntake {
    private final Duration resolveTimeout;
    private final Predicate<String> isValidName;

    /**
     * @param resolveTimeout how long an alert without an end fires; {@code >= 0}
     * @param isValidName what label and annotation names must pass
     */
    public AlertIntake(Duration resolveTimeout, Predicate<String> isValidName) {
        this.resolveTimeout = requireNonNull(resolveTimeout, "resolveTimeout");
        this.isValidName = requireNonNull(isValidName, "isValidName");
    }

    /** How long an alert without an end fires after its receipt. */
    public Duration resolveTimeout() {
        return resolveTimeout;
    }

    /** What became of one posted alert. */
    public sealed interface Verdict {
        /** Whether the alert ends after the moment of receipt; known also for a refused one. */
        boolean isFiring();

        record Accepted(Alert alert, boolean isFiring) implements Verdict {}

        /** @param reason in the original's words */
        record Refused(String reason, boolean isFiring) implements Verdict {}
    }

    /** @param now the receipt, the same for all alerts of one request */
    public Verdict check(PostedAlert posted, Instant now) {
        Alert alert = withTimes(posted, now);
        boolean isFiring = alert.endsAt().isAfter(now);
        String problem = problemOf(alert);
        return problem.isEmpty() ? new Verdict.Accepted(alert, isFiring) : new Verdict.Refused(problem, isFiring);
    }

    private Alert withTimes(PostedAlert posted, Instant now) {
        Timestamp end = posted.endsAt();
        Timestamp start = posted.startsAt();
        if (start == null) {
            // A resolve without a start takes its end as start, and so loses the original start: as upstream.
            start = end == null ? Timestamp.of(now) : end;
        }
        boolean endsByTimeout = end == null;
        if (end == null) {
            end = Timestamp.of(now.plus(resolveTimeout));
        }
        return new Alert(
                withoutEmptyValues(posted.labels()),
                posted.annotations(),
                start,
                end,
                endsByTimeout,
                posted.generatorUrl(),
                now);
    }

    private static Labels withoutEmptyValues(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.value(i).isEmpty()) {
                return labels.filter(name -> !labels.get(name).isEmpty());
            }
        }
        return labels;
    }

    private String problemOf(Alert alert) {
        if (alert.endsAt().isBefore(alert.startsAt())) {
            return "start time must be before end time";
        }
        String inLabels = problemOf(alert.labels());
        if (!inLabels.isEmpty()) {
            return "invalid label set: " + inLabels;
        }
        if (alert.labels().isEmpty()) {
            return "at least one label pair required";
        }
        String inAnnotations = problemOf(alert.annotations());
        return inAnnotations.isEmpty() ? "" : "invalid annotations: " + inAnnotations;
    }

    private String problemOf(Labels pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            if (!isValidName.test(pairs.name(i))) {
                return "invalid name \"" + pairs.name(i) + "\"";
            }
            if (!Utf8.isEncodable(pairs.value(i))) {
                return "invalid value \"" + pairs.value(i) + "\"";
            }
        }
        return "";
    }
}
