package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;

/**
 * One alert of a rule: what it is now, and all that a restart needs. Immutable. Times are milliseconds since 1970, or
 * {@link #NONE}.
 *
 * @param labels its identity; without external ones
 * @param value of the sample last seen
 * @param activeAtMillis since when the expression is true
 * @param firedAtMillis since when it fires
 * @param resolvedAtMillis since when it is inactive
 * @param lastSentAtMillis when it was sent last
 * @param keepFiringSinceMillis since when it fires without a sample
 */
public record AlertInstance(
        Labels labels,
        Labels annotations,
        double value,
        AlertState state,
        long activeAtMillis,
        long firedAtMillis,
        long resolvedAtMillis,
        long lastSentAtMillis,
        long keepFiringSinceMillis) {
    /** Stands for a time that there is not. */
    public static final long NONE = Moment.NONE;

    public AlertInstance {
        requireNonNull(labels, "labels");
        requireNonNull(annotations, "annotations");
        requireNonNull(state, "state");
    }

    static AlertInstance pending(Labels labels, Labels annotations, double value, long nowMillis) {
        return new AlertInstance(labels, annotations, value, AlertState.PENDING, nowMillis, NONE, NONE, NONE, NONE);
    }

    /** Whether it is pending or fires. */
    public boolean isActive() {
        return state != AlertState.INACTIVE;
    }

    AlertInstance seen(Labels newAnnotations, double newValue) {
        return new AlertInstance(
                labels,
                newAnnotations,
                newValue,
                state,
                activeAtMillis,
                firedAtMillis,
                resolvedAtMillis,
                lastSentAtMillis,
                NONE);
    }

    AlertInstance activeSince(long millis) {
        return new AlertInstance(
                labels,
                annotations,
                value,
                state,
                millis,
                firedAtMillis,
                resolvedAtMillis,
                lastSentAtMillis,
                keepFiringSinceMillis);
    }

    /** What has passed of {@code for} and {@code keep_firing_for} has passed by a clock that was set by so much, too. */
    AlertInstance movedBy(long millis) {
        boolean isPending = state == AlertState.PENDING;
        return new AlertInstance(
                labels,
                annotations,
                value,
                state,
                isPending ? activeAtMillis + millis : activeAtMillis,
                firedAtMillis,
                resolvedAtMillis,
                lastSentAtMillis,
                Moment.isSet(keepFiringSinceMillis) ? keepFiringSinceMillis + millis : NONE);
    }

    AlertInstance firing(long nowMillis) {
        return new AlertInstance(
                labels,
                annotations,
                value,
                AlertState.FIRING,
                activeAtMillis,
                nowMillis,
                resolvedAtMillis,
                lastSentAtMillis,
                keepFiringSinceMillis);
    }

    AlertInstance pendingAgain() {
        return new AlertInstance(
                labels, annotations, value, AlertState.PENDING, activeAtMillis, NONE, NONE, NONE, NONE);
    }

    AlertInstance kept(long sinceMillis) {
        return new AlertInstance(
                labels,
                annotations,
                value,
                state,
                activeAtMillis,
                firedAtMillis,
                resolvedAtMillis,
                lastSentAtMillis,
                sinceMillis);
    }

    AlertInstance resolved(long nowMillis) {
        return new AlertInstance(
                labels,
                annotations,
                value,
                AlertState.INACTIVE,
                activeAtMillis,
                firedAtMillis,
                nowMillis,
                lastSentAtMillis,
                keepFiringSinceMillis);
    }

    AlertInstance sent(long nowMillis) {
        return new AlertInstance(
                labels,
                annotations,
                value,
                state,
                activeAtMillis,
                firedAtMillis,
                resolvedAtMillis,
                nowMillis,
                keepFiringSinceMillis);
    }

    /**
     * Whether it is to be sent now: newly resolved, or not sent for longer than {@code resendDelayMillis}. One that was sent in
     * the future was so before the clock was set back: who knows of it must hear how it is now.
     */
    boolean isDue(long nowMillis, long resendDelayMillis) {
        if (state == AlertState.PENDING) {
            return false;
        }
        return lastSentAtMillis == NONE
                || resolvedAtMillis > lastSentAtMillis
                || lastSentAtMillis > nowMillis
                || lastSentAtMillis + resendDelayMillis < nowMillis;
    }
}
