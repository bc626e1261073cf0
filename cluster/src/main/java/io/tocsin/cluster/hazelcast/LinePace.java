package io.tocsin.cluster.hazelcast;

import java.time.Duration;

/** Says when a line of the log is due about something that may happen very often: at most once a minute. Thread-safe. */
final class LinePace {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private boolean hasSaid;
    private long saidNanos;
    private long unsaid;

    /**
     * It happened once more.
     *
     * @param nowNanos of the monotonic clock
     * @return how often it has happened since the last line, if one is due; otherwise 0
     */
    synchronized long happened(long nowNanos) {
        unsaid++;
        if (hasSaid && nowNanos - saidNanos < PAUSE_NANOS) {
            return 0;
        }
        hasSaid = true;
        saidNanos = nowNanos;
        long told = unsaid;
        unsaid = 0;
        return told;
    }
}
