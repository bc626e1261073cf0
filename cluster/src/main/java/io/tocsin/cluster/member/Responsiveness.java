package io.tocsin.cluster.member;

import java.time.Duration;

/** For how long something that was asked of another member has been without an answer. Owned by the member's owner. */
final class Responsiveness {
    private boolean isWaiting;
    private long waitingSinceNanos;

    void asked(long nowNanos) {
        if (!isWaiting) {
            isWaiting = true;
            waitingSinceNanos = nowNanos;
        }
    }

    void answered() {
        isWaiting = false;
    }

    boolean isSilentFor(Duration duration, long nowNanos) {
        return isWaiting && nowNanos - waitingSinceNanos > duration.toNanos();
    }
}
