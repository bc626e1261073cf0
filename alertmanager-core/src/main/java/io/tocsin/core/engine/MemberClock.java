package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.notificationlog.NotificationEntry;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of another member, as far as it differs from the one of this member.
 *
 * @param offset what has to be added to its times to get them by the clock here
 */
record MemberClock(Duration offset) {
    /** What is known of offsets is not more exact; and members whose clocks agree show the same times. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    MemberClock {
        requireNonNull(offset, "offset");
        offset = offset.abs().compareTo(TOLERANCE) > 0 ? offset : Duration.ZERO;
    }

    /**
     * An alert of that member: it ends here when it ends there. What its sender said to be over is over, whatever the clocks
     * show; the sender's words are kept.
     */
    Alert here(Alert alert, Instant now) {
        if (alert.isResolvedExplicitly()) {
            Alert resolved = alert.resolvedBy(now);
            Instant received = alert.updatedAt().plus(offset);
            return resolved.receivedAt(received.isAfter(now) ? now : received);
        }
        return offset.isZero() ? alert : alert.movedBy(offset);
    }

    /** A time that is compared with the clock of that member there, for the clock here. */
    Timestamp here(Timestamp time) {
        return offset.isZero() ? time : time.plus(offset);
    }

    NotificationEntry here(NotificationEntry entry) {
        return offset.isZero() ? entry : entry.movedBy(offset);
    }
}
