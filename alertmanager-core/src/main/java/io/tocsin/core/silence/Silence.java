package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the alerts that one of its matcher sets matches from being notified, from its start to its end. Immutable: a
 * change makes another value with the same id.
 *
 * @param id a UUID in lower case
 * @param matcherSets alternatives, at least one; API v2 makes exactly one
 * @param endsAt not before {@code startsAt}
 * @param updatedAt when this version was made, by the clock of the member that made it; not what decides which of two versions
 *     counts, since the clocks of members differ
 * @param annotations names may be any text, the empty one included
 * @param expiresAt when it may be forgotten: {@code endsAt} and the retention of the member that wrote it
 * @see "Upstream: silence/silencepb/silence.proto, v0.34.0"
 */
public record Silence(
        String id,
        List<MatcherSet> matcherSets,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        Labels annotations,
        Instant expiresAt) {

    public Silence {
        requireNonNull(id, "id");
        matcherSets = List.copyOf(matcherSets);
        if (matcherSets.isEmpty()) {
            throw new IllegalArgumentException("matcherSets: none (expected: at least one)");
        }
        requireNonNull(startsAt, "startsAt");
        requireNonNull(endsAt, "endsAt");
        requireNonNull(updatedAt, "updatedAt");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(comment, "comment");
        requireNonNull(annotations, "annotations");
        requireNonNull(expiresAt, "expiresAt");
    }

    public boolean matches(Labels labels) {
        for (int i = 0; i < matcherSets.size(); i++) {
            if (matcherSets.get(i).matches(labels)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The state that decides over muting and over changes: a silence is still active at the moment of its end. Before {@link
     * #updatedAt}, which is a clock that was set back, it is as it was when this version was made: one that was in force is
     * not pending again, and one that somebody ended does not mute again.
     */
    public SilenceState stateAt(Instant time) {
        boolean isSetBack = time.isBefore(updatedAt);
        Instant reached = isSetBack ? updatedAt : time;
        if (reached.isBefore(startsAt)) {
            return SilenceState.PENDING;
        }
        boolean hasEnded = isSetBack ? !reached.isBefore(endsAt) : reached.isAfter(endsAt);
        return hasEnded ? SilenceState.EXPIRED : SilenceState.ACTIVE;
    }

    /** The state that the API shows and filters by: at the moment of its end a silence has expired. */
    public SilenceState shownStateAt(Instant time) {
        SilenceState state = stateAt(time);
        return state == SilenceState.ACTIVE && time.equals(endsAt) ? SilenceState.EXPIRED : state;
    }

    /** Whether it mutes at {@code time}. */
    public boolean isActiveAt(Instant time) {
        return stateAt(time) == SilenceState.ACTIVE;
    }

    /** The first moment after {@code time} at which it has another state; {@link Instant#MAX} if it keeps the one that it has. */
    Instant nextTurn(Instant time) {
        if (startsAt.isAfter(time)) {
            return startsAt;
        }
        // At the moment of its end it still mutes.
        Instant over = endsAt.plusNanos(1);
        return over.isAfter(time) ? over : Instant.MAX;
    }

    /** The version in which it has ended at {@code now}, or has never been if it was still to come. */
    Silence endedAt(Instant now, Instant expiry) {
        Instant start = now.isBefore(startsAt) ? now : startsAt;
        return new Silence(id, matcherSets, start, now, now, createdBy, comment, annotations, expiry);
    }
}
