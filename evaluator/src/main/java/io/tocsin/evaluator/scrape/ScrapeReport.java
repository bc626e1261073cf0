package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

/**
 * What became of a scrape.
 *
 * @param error why it failed; empty if it did not
 * @param scraped samples that were read, of a failed scrape those before the fault
 * @param kept samples that relabeling left
 * @param seriesAdded series that the scrape before did not have
 * @param outOfOrder samples that were left out since newer ones are there, and so on
 */
public record ScrapeReport(
        String error,
        int scraped,
        int kept,
        int seriesAdded,
        int outOfOrder,
        int duplicates,
        int outOfBounds,
        double durationSeconds) {
    public ScrapeReport {
        requireNonNull(error, "error");
    }

    public boolean isUp() {
        return error.isEmpty();
    }
}
