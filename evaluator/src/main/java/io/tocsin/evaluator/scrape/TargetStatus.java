package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

/**
 * A target as it is shown.
 *
 * @param job whose {@code scrape_configs} entry it belongs to
 * @param lastError of the last scrape; empty if there was none or it succeeded
 * @param lastScrapeMillis wall time; 0 before the first scrape
 * @param lastSamples that the last scrape kept
 */
public record TargetStatus(
        String job,
        ScrapeTarget target,
        Health health,
        String lastError,
        long lastScrapeMillis,
        double lastDurationSeconds,
        int lastSamples) {
    public TargetStatus {
        requireNonNull(job, "job");
        requireNonNull(target, "target");
        requireNonNull(health, "health");
        requireNonNull(lastError, "lastError");
    }

    static TargetStatus unknown(String job, ScrapeTarget target) {
        return new TargetStatus(job, target, Health.UNKNOWN, "", 0, 0, 0);
    }

    TargetStatus after(ScrapeReport report, long timeMillis) {
        return new TargetStatus(
                job,
                target,
                report.isUp() ? Health.UP : Health.DOWN,
                report.error(),
                timeMillis,
                report.durationSeconds(),
                report.kept());
    }

    /** How the last scrape went. */
    public enum Health {
        UNKNOWN,
        UP,
        DOWN
    }
}
