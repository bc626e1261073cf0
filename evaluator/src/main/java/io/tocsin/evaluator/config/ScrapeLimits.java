package io.tocsin.evaluator.config;

/**
 * What a scrape may bring; 0 stands for no limit.
 *
 * @param bodySizeMax bytes, uncompressed
 * @param samplesMax after relabeling
 * @param targetsMax of one scrape config; with more of them every scrape fails
 * @param labelsMax of one sample
 * @param labelNameLengthMax bytes
 * @param labelValueLengthMax bytes
 * @param droppedTargetsKept how many of the targets that relabeling drops are remembered, to be shown
 */
public record ScrapeLimits(
        long bodySizeMax,
        long samplesMax,
        long targetsMax,
        long labelsMax,
        long labelNameLengthMax,
        long labelValueLengthMax,
        long droppedTargetsKept) {
    public static final ScrapeLimits NONE = new ScrapeLimits(0, 0, 0, 0, 0, 0, 0);

    /** These, and those of {@code fallback} where there is none. */
    ScrapeLimits or(ScrapeLimits fallback) {
        return new ScrapeLimits(
                or(bodySizeMax, fallback.bodySizeMax),
                or(samplesMax, fallback.samplesMax),
                or(targetsMax, fallback.targetsMax),
                or(labelsMax, fallback.labelsMax),
                or(labelNameLengthMax, fallback.labelNameLengthMax),
                or(labelValueLengthMax, fallback.labelValueLengthMax),
                or(droppedTargetsKept, fallback.droppedTargetsKept));
    }

    private static long or(long limit, long fallback) {
        return limit == 0 ? fallback : limit;
    }
}
