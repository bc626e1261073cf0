package io.tocsin.evaluator.query;

import io.tocsin.core.template.format.FloatText;
import io.tocsin.evaluator.function.BucketCorrection;
import java.time.Instant;

/**
 * Histograms whose counts had to be mended, at one or several times.
 *
 * @param correction of all of them together
 * @param lastMillis {@code >= firstMillis}
 * @param samples how many they are; {@code > 0}
 * @see "Upstream: util/annotations histogramQuantileForcedMonotonicityErr, of 3.14"
 */
record CorrectedBuckets(BucketCorrection correction, long firstMillis, long lastMillis, long samples) {
    private static final int MILLIS = 1_000;
    private static final int DIGITS_OF_DIFFERENCE = 2;

    static CorrectedBuckets at(long timeMillis, BucketCorrection correction) {
        return new CorrectedBuckets(correction, timeMillis, timeMillis, 1);
    }

    CorrectedBuckets with(CorrectedBuckets other) {
        return new CorrectedBuckets(
                correction.with(other.correction),
                Math.min(firstMillis, other.firstMillis),
                Math.max(lastMillis, other.lastMillis),
                samples + other.samples);
    }

    /** What is said of them behind the text that is the same for all, in the original's words. */
    String details() {
        return ", from buckets " + printed(correction.boundMin()) + " to " + printed(correction.boundMax())
                + ", with a max diff of " + FloatText.format(correction.differenceMax(), 'g', DIGITS_OF_DIFFERENCE)
                + ", over " + samples + " samples from " + written(firstMillis) + " to " + written(lastMillis);
    }

    private static String printed(double bound) {
        return FloatText.format(bound, 'g', FloatText.SHORTEST);
    }

    /** Cut to seconds. */
    private static String written(long millis) {
        return Instant.ofEpochSecond(millis / MILLIS).toString();
    }
}
