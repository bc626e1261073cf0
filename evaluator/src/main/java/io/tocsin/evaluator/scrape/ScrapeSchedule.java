package io.tocsin.evaluator.scrape;

import io.tocsin.core.label.Labels;

/**
 * When a target is scraped: once in an interval, at an offset of its own. A scrape that takes longer than the interval
 * delays the next one; of several that it misses one is made up for. Ticks are measured by the monotonic clock, samples
 * carry wall time.
 *
 * @see "Upstream: scrape/scrape.go scrapeLoop.run; scrape/target.go offset"
 */
final class ScrapeSchedule {
    /** Scrapes that are no later than this carry the time at which they should have been: such times need less room. */
    private static final long TOLERANCE_MAX_MILLIS = 2;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long intervalMillis;
    private final long firstTickMillis;

    /** The tick that was last taken, counted from the first. */
    private long tick;

    private long alignedMillis;

    /**
     * @param monotonicMillis of the first tick, which is now
     * @param wallMillis of the first tick
     */
    ScrapeSchedule(long intervalMillis, long monotonicMillis, long wallMillis) {
        this.intervalMillis = intervalMillis;
        this.firstTickMillis = monotonicMillis;
        this.alignedMillis = wallMillis;
    }

    /** How long the first scrape of a target waits, so that not all are at once: always at the same offset in wall time. */
    static long firstDelayMillis(ScrapeTarget target, long seed, long wallMillis) {
        long interval = target.interval().toMillis();
        long offset = Long.remainderUnsigned(hash(target) ^ seed, interval);
        return Math.floorMod(offset - wallMillis, interval);
    }

    /** FNV-1a over labels and URL. */
    private static long hash(ScrapeTarget target) {
        Labels labels = target.labels();
        long hash = FNV_OFFSET;
        for (int i = 0; i < labels.size(); i++) {
            hash = hash(hash, labels.name(i));
            hash = hash(hash, labels.value(i));
        }
        return hash(hash, target.url());
    }

    private static long hash(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ 0xff) * FNV_PRIME;
    }

    /** The time that the samples of a scrape carry which begins now. */
    long timestampMillis(long wallMillis) {
        long tolerance = Math.min(intervalMillis / 100, TOLERANCE_MAX_MILLIS);
        long passed = wallMillis + tolerance - alignedMillis;
        if (passed < 0) {
            // The clock was set back: what was aligned means nothing any more.
            alignedMillis = wallMillis;
        } else {
            alignedMillis += passed / intervalMillis * intervalMillis;
        }
        return Math.abs(wallMillis - alignedMillis) <= tolerance ? alignedMillis : wallMillis;
    }

    /** How long to wait for the next tick, which is taken thereby; 0 if it has passed. */
    long nextDelayMillis(long monotonicMillis) {
        long passed = (monotonicMillis - firstTickMillis) / intervalMillis;
        if (passed > tick) {
            tick = passed;
            return 0;
        }
        tick++;
        return firstTickMillis + tick * intervalMillis - monotonicMillis;
    }
}
