package io.tocsin.server.access;

/**
 * Lets requests through as a {@link RateLimit} says. Thread-safe: event loops share it, so its few steps are guarded by a
 * lock.
 *
 * @see "Upstream: golang.org/x/time/rate Limiter.Allow"
 */
public final class TokenBucket {
    private final double nanosPerToken;
    private final int burst;
    private double tokens;
    private long filledAt;

    /** @param nowNanos of a clock that only measures differences */
    public TokenBucket(RateLimit limit, long nowNanos) {
        this.nanosPerToken = limit.interval().toNanos();
        this.burst = Math.max(0, limit.burst());
        this.tokens = burst;
        this.filledAt = nowNanos;
    }

    /** Takes a token if there is one. */
    public synchronized boolean take(long nowNanos) {
        // Other event loops may have come with a later reading.
        long elapsed = Math.max(0, nowNanos - filledAt);
        tokens = Math.min(burst, tokens + elapsed / nanosPerToken);
        filledAt += elapsed;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
