package io.tocsin.core.alert;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * One alert as the store holds it. Its identity is its label set; it has no state of its own: whether it fires is a
 * question of {@code endsAt} and the moment of asking.
 *
 * @param labels at least one pair, no empty values
 * @param annotations may hold empty values
 * @param startsAt when it began to fire
 * @param endsAt when it stops, or stopped, to fire; not before {@code startsAt}
 * @param endsByTimeout {@code endsAt} was not given by the sender but is the receipt plus {@code resolve_timeout}
 * @param generatorUrl where the alert comes from; empty when the sender gave none
 * @param updatedAt when it was last received
 */
public record Alert(
        Labels labels,
        Labels annotations,
        Timestamp startsAt,
        Timestamp endsAt,
        boolean endsByTimeout,
        String generatorUrl,
        Instant updatedAt) {

    public Alert {
        requireNonNull(labels, "labels");
        requireNonNull(annotations, "annotations");
        requireNonNull(startsAt, "startsAt");
        requireNonNull(endsAt, "endsAt");
        requireNonNull(generatorUrl, "generatorUrl");
        requireNonNull(updatedAt, "updatedAt");
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    /** The {@code alertname} label, or the empty string. */
    public String name() {
        return labels.get("alertname");
    }

    /** True from {@code endsAt} on. */
    public boolean isResolvedAt(Instant now) {
        return endsAt.compareTo(now) <= 0;
    }

    /** Whether its sender said that it is over, at or before its last word on it: a fact, whatever the clock shows. */
    public boolean isResolvedExplicitly() {
        return isResolvedAt(updatedAt);
    }

    /** The same as resolved at {@code now}, also where the clock has been set back behind its end. */
    public Alert resolvedBy(Instant now) {
        return lasting(earlier(startsAt, now), earlier(endsAt, now), endsByTimeout, now);
    }

    /**
     * The same as it fires at {@code now}, and until {@code end} at least; what is added to its life counts as a timeout,
     * so that whatever its sender says next has its way. What a clock said that has been set back since moves with it.
     */
    public Alert firingUntil(Instant end, Instant now) {
        boolean isSetBack = updatedAt.isAfter(now);
        Timestamp start = isSetBack ? earlier(startsAt, now) : startsAt;
        Timestamp known = isSetBack && endsByTimeout
                ? Timestamp.of(endsAt.toInstant().minus(Duration.between(now, updatedAt)))
                : endsAt;
        return known.isBefore(end)
                ? lasting(start, Timestamp.of(end), true, now)
                : lasting(start, known, endsByTimeout, now);
    }

    /** The same by another clock, which shows this much more: it has the end of its life there. */
    public Alert movedBy(Duration offset) {
        Timestamp end = endsAt.plus(offset);
        Timestamp start = startsAt.isAfter(end) ? end : startsAt;
        return new Alert(labels, annotations, start, end, endsByTimeout, generatorUrl, updatedAt.plus(offset));
    }

    /** The same as received at {@code time}, or when it ended if that is later and it was said to be over. */
    public Alert receivedAt(Instant time) {
        Instant received = isResolvedExplicitly() && endsAt.isAfter(time) ? endsAt.toInstant() : time;
        return new Alert(labels, annotations, startsAt, endsAt, endsByTimeout, generatorUrl, received);
    }

    private Alert lasting(Timestamp start, Timestamp end, boolean byTimeout, Instant now) {
        Instant received = now.isBefore(updatedAt) ? now : updatedAt;
        return new Alert(labels, annotations, start, end, byTimeout, generatorUrl, received);
    }

    private static Timestamp earlier(Timestamp time, Instant now) {
        return time.isAfter(now) ? Timestamp.of(now) : time;
    }

    Alert startingAt(Timestamp start) {
        return new Alert(labels, annotations, start, endsAt, endsByTimeout, generatorUrl, updatedAt);
    }

    Alert endingAt(Timestamp end) {
        return new Alert(labels, annotations, startsAt, end, endsByTimeout, generatorUrl, updatedAt);
    }

    /** The same alert, sharing the parts of {@code known} that are equal, so that refreshes keep no second copy. */
    Alert sharing(Alert known) {
        return new Alert(
                known.labels,
                annotations.equals(known.annotations) ? known.annotations : annotations,
                startsAt.equals(known.startsAt) ? known.startsAt : startsAt,
                endsAt,
                endsByTimeout,
                generatorUrl.equals(known.generatorUrl) ? known.generatorUrl : generatorUrl,
                updatedAt);
    }
}
