package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.NotificationEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nobody could say anything to the router: it was down, suspended or far too busy, or its clock was set
 * forward over it.
 *
 * <p>Such a time is no news of anything: an alert that fired when the router was last there fires on until its sender has
 * had the time to speak. What was said stays said: a resolve is a fact. A clock that was set back meanwhile changes none of
 * this.
 *
 * <p>An event of the intake; owned by it.
 */
final class Absence {
    // Deviation D-261, D-273: neither an outage nor a suspension ends an alert.
    /** So long senders have at least, however short {@code resolve_timeout} is. */
    private static final Duration HOLD_MIN = Duration.ofMinutes(1);

    private final Instant endsKnownUpTo;
    private final Instant lastThere;

    private final Instant now;
    private final Instant heldUntil;
    private final Supplier<List<NotificationEntry>> notifications;

    /** When somebody was told in the last moments that an alert is resolved, by its hash; found when it is first needed. */
    private @Nullable Map<Long, Instant> lastToldResolved;

    /**
     * @param endsKnownUpTo what ended at or before this has ended; later ends may have been put off
     * @param lastThere up to when somebody may have been told of ends
     * @param now when it is there again
     * @param resolveTimeout of the configuration in force
     * @param notifications what was told; asked for at most once
     */
    Absence(
            Instant endsKnownUpTo,
            Instant lastThere,
            Instant now,
            Duration resolveTimeout,
            Supplier<List<NotificationEntry>> notifications) {
        this.endsKnownUpTo = requireNonNull(endsKnownUpTo, "endsKnownUpTo");
        this.lastThere = requireNonNull(lastThere, "lastThere");
        this.now = requireNonNull(now, "now");
        this.heldUntil = now.plus(resolveTimeout.compareTo(HOLD_MIN) > 0 ? resolveTimeout : HOLD_MIN);
        this.notifications = requireNonNull(notifications, "notifications");
    }

    /** An alert of before, as it is from now on. */
    Alert after(Alert before) {
        return before.isResolvedExplicitly() || hasEnded(before)
                ? before.resolvedBy(now)
                : before.firingUntil(heldUntil, now);
    }

    /**
     * What is meant by a post about an alert that fires, or is new, if it may have been sent meanwhile: a post that says that the
     * alert fires, but was read only after the end that it names, looks like a resolve; read just before it, its sender has
     * not had the time to put it off.
     */
    Alert meant(Alert posted, Instant readAt) {
        // Deviation D-274: it is taken for what it was when it was sent.
        boolean endsMeanwhile = !posted.isResolvedAt(endsKnownUpTo) && posted.isResolvedAt(now);
        return endsMeanwhile || !posted.isResolvedAt(readAt) ? posted.firingUntil(heldUntil, readAt) : posted;
    }

    private boolean hasEnded(Alert before) {
        return before.isResolvedAt(lastThere) && (before.isResolvedAt(endsKnownUpTo) || wasToldResolved(before));
    }

    /**
     * An end of the last moments of which somebody was told after it was one: had it been put off, nobody would have been
     * told.
     */
    private boolean wasToldResolved(Alert before) {
        Map<Long, Instant> told = lastToldResolved;
        if (told == null) {
            told = new HashMap<>();
            for (NotificationEntry entry : notifications.get()) {
                if (!entry.notifiedAt().isBefore(endsKnownUpTo)) {
                    for (long hash : entry.resolved().toArray()) {
                        told.merge(hash, entry.notifiedAt(), Absence::later);
                    }
                }
            }
            lastToldResolved = told;
        }
        return before.isResolvedAt(told.getOrDefault(AlertHash.of(before.labels()), Instant.MIN));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
