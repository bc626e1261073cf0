package io.tocsin.core.engine;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the other members of the cluster know of an alert: when there was a word of it last, and until when a version of it fires
 * that one of them may have.
 *
 * <p>One for each alert, so it is small: times are whole seconds, up to the year 2106. Owned by the intake.
 */
final class Told {
    private static final long SECONDS_MAX = 0xFFFF_FFFFL;

    private int at;
    private int end;
    private int firesUntil;

    /** When it is the turn of what is held back; of no meaning where nothing is. */
    private int heldBackUntil;

    /** Of the version that says more than the others know, and waits until it is time to tell them. */
    private @Nullable Stamp heldBack;

    /** The others have a version that fires until {@code end}, or are to have it now. */
    void told(Instant now, Timestamp end) {
        this.at = unsigned(now.getEpochSecond());
        this.end = unsigned(roundedUp(end));
        heldBack = null;
        mayFireUntil(end);
    }

    /** Somebody may have a version that fires until {@code end}. */
    void mayFireUntil(Timestamp end) {
        mayFireUntil(roundedUp(end));
    }

    /** In seconds since the epoch: one that fires for a part of a second more still fires. */
    static long roundedUp(Timestamp end) {
        return end.epochSecond() + (end.nano() > 0 ? 1 : 0);
    }

    /** @param end in seconds since the epoch */
    void mayFireUntil(long end) {
        firesUntil = unsigned(Math.max(firesUntil(), end));
    }

    /** In seconds since the epoch. */
    long at() {
        return Integer.toUnsignedLong(at);
    }

    /** The end of the version that they were told of last, in seconds since the epoch. */
    long end() {
        return Integer.toUnsignedLong(end);
    }

    /** The latest end of any version that the others may have, in seconds since the epoch. */
    long firesUntil() {
        return Integer.toUnsignedLong(firesUntil);
    }

    /**
     * When the version was written that is stored here, and that the others are told of later; null if they know it. What they hear
     * in between from somebody else may have been written after it.
     */
    @Nullable
    Stamp heldBack() {
        return heldBack;
    }

    void holdBack(@Nullable Stamp written) {
        heldBack = written;
    }

    /** @param second when it is told, in seconds since the epoch */
    void holdBackUntil(long second) {
        heldBackUntil = unsigned(second);
    }

    /** Whether something is held back, and for so long. */
    boolean isHeldBackUntil(long second) {
        return heldBack != null && heldBackUntil == unsigned(second);
    }

    private static int unsigned(long seconds) {
        return (int) Math.max(0, Math.min(seconds, SECONDS_MAX));
    }
}
