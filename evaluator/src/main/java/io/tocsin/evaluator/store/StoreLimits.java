package io.tocsin.evaluator.store;

/**
 * How much a store keeps.
 *
 * @param retentionMillis how old samples get; {@code > 0}
 * @param seriesMax how many series there may be; {@code > 0}
 */
public record StoreLimits(long retentionMillis, int seriesMax) {
    public StoreLimits {
        if (retentionMillis <= 0) {
            throw new IllegalArgumentException("retentionMillis: " + retentionMillis + " (expected: > 0)");
        }
        if (seriesMax <= 0) {
            throw new IllegalArgumentException("seriesMax: " + seriesMax + " (expected: > 0)");
        }
    }
}
