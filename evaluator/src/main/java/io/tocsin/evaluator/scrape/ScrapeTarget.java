package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Duration;

/**
 * What is scraped, relabeled and checked. Two that are equal are one target.
 *
 * @param discovered labels before relabeling
 * @param labels that its series get; none starts with two underscores
 * @param interval {@code > 0}
 * @param timeout {@code > 0}, at most {@code interval}
 */
public record ScrapeTarget(Labels discovered, Labels labels, String url, Duration interval, Duration timeout) {
    public ScrapeTarget {
        requireNonNull(discovered, "discovered");
        requireNonNull(labels, "labels");
        requireNonNull(url, "url");
        if (interval.toMillis() <= 0 || timeout.isZero() || timeout.isNegative() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "interval: " + interval + ", timeout: " + timeout + " (expected: 0 < timeout <= interval)");
        }
    }
}
