package io.tocsin.cluster.member;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When everything is to be compared with another member: at once, at first. Owned by the member's owner. */
final class ExchangePlan {
    private static final Duration RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    /** A member that does not answer for longer keeps nobody from telling what everybody else knows. */
    private static final Duration LOSS_OPEN_MAX = Duration.ofSeconds(2);

    private long dueNanos;
    private long endedNanos;
    private boolean isOrdered;
    private boolean isSeen;
    private boolean isExcused;
    private boolean isOutOfDate;
    private boolean isRunning;
    private boolean isLossOpen;
    private boolean isLossNewer;
    private long lossNanos;
    private Duration retryAfter = RETRY_FIRST;
    private @Nullable Instant last;

    ExchangePlan(long nowNanos) {
        dueNanos = nowNanos;
        endedNanos = nowNanos;
    }

    /** Something may be missing there: whoever notices it begins, whosever turn it is. */
    void order(long nowNanos) {
        isOrdered = true;
        dueNanos = nowNanos;
    }

    /** A third member is gone: the other one may have heard more of what it said last, or less. */
    void orderAfterLoss(long nowNanos) {
        isLossOpen = true;
        isLossNewer = true;
        lossNanos = nowNanos;
        order(nowNanos);
    }

    /** Whether what a third one said before it was gone is still to be compared, and that may be waited for. */
    boolean isLossOpen(long nowNanos) {
        return isLossOpen && nowNanos - lossNanos < LOSS_OPEN_MAX.toNanos();
    }

    /** What this member has seen of the other one may be out of date. */
    void again(long nowNanos) {
        isSeen = false;
        isExcused = false;
        isOutOfDate = true;
        order(nowNanos);
    }

    /** Nobody waits for it any longer. */
    void excuse() {
        isExcused = true;
    }

    boolean isOrdered() {
        return isOrdered;
    }

    boolean isRunning() {
        return isRunning;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** When the last one that this member began has succeeded; when it met the other one, if there was none. */
    long endedNanos() {
        return endedNanos;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    /** One begins: what is ordered from now on is another one. */
    void begin() {
        isOrdered = false;
        isOutOfDate = false;
        isLossNewer = false;
        isRunning = true;
    }

    void succeeded(long nowNanos, Duration pause, Instant now) {
        // One that had begun before that says nothing of what happened since.
        isSeen |= !isOutOfDate;
        isLossOpen &= isLossNewer;
        isRunning = false;
        endedNanos = nowNanos;
        retryAfter = RETRY_FIRST;
        compared(now);
        if (!isOrdered) {
            dueNanos = nowNanos + pause.toNanos();
        }
    }

    /** @param wasOrdered whether it was one that has to be, not only its time */
    void failed(long nowNanos, boolean wasOrdered) {
        isOrdered |= wasOrdered;
        isRunning = false;
        dueNanos = nowNanos + retryAfter.toNanos();
        Duration twice = retryAfter.multipliedBy(2);
        retryAfter = twice.compareTo(RETRY_MAX) < 0 ? twice : RETRY_MAX;
    }

    /** Whether this member has seen all that the other one holds, once. */
    boolean isSeen() {
        return isSeen;
    }

    /** The same, or nobody waits for it. */
    boolean isDone() {
        return isSeen || isExcused;
    }

    /** The other member has begun, or this one has ended, at {@code now}. */
    void compared(Instant now) {
        last = now;
    }

    Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
