package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One greeting to a node at a time: those to one that hangs would pile up. One that has been on its way for long does not count
 * any more: it may have met a node that was not ready, and the next one need not.
 *
 * <p>Owned by the member's owner.
 */
final class GreetingSlot {
    private final Duration longest;
    private @Nullable Object holder;
    private long takenNanos;
    private boolean isWantedAgain;

    /** @param longest that a greeting keeps the next one waiting */
    GreetingSlot(Duration longest) {
        this.longest = requireNonNull(longest, "longest");
    }

    /** @return false if one is on its way; another one is due after it then */
    boolean take(Object greeting, long nowNanos) {
        if (holder != null && nowNanos - takenNanos < longest.toNanos()) {
            isWantedAgain = true;
            return false;
        }
        holder = greeting;
        takenNanos = nowNanos;
        isWantedAgain = false;
        return true;
    }

    /** @return whether there is another one to send */
    boolean release(Object greeting) {
        if (holder != greeting) {
            return false;
        }
        holder = null;
        return isWantedAgain;
    }
}
