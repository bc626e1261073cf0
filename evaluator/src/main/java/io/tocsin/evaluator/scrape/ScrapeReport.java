package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What became of a scrape.
 *
 * @param error why it failed; empty if it did not
 * @param limit what it had too much of, if that is why it failed
 * @param scraped samples that were read, of a failed scrape those before the fault
 * @param kept samples that relabeling left
 * @param seriesAdded series that the scrape before did not have
 * @param forgotten lines of metadata that were not kept, and series that relabeling drops and whose texts were not, since
 *     what is remembered of one target has a limit
 * @param outOfOrder samples that were left out since newer ones are there, and so on
 */
public record ScrapeReport(
        String error,
        Optional<ExceededLimit> limit,
        int scraped,
        int kept,
        int seriesAdded,
        int forgotten,
        int outOfOrder,
        int duplicates,
        int outOfBounds,
        double durationSeconds) {
    public ScrapeReport {
        requireNonNull(error, "error");
        requireNonNull(limit, "limit");
    }

    /** Of a scrape that brought nothing. */
    static ScrapeReport failed(String error) {
        return new ScrapeReport(error, Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public boolean isUp() {
        return error.isEmpty();
    }
}
