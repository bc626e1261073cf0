package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.config.ScrapeLimits;
import io.tocsin.evaluator.config.ScrapeProtocol;
import io.tocsin.evaluator.exposition.ExpositionFormat;
import io.tocsin.evaluator.relabel.RelabelRule;
import java.util.List;
import java.util.Optional;

/**
 * How answers are taken.
 *
 * @param honorLabels whether a label of the answer wins over one of the target
 * @param honorTimestamps whether timestamps of the answer count
 * @param tracksTimestamps whether series with timestamps of their own are ended when they disappear
 * @param fallback how answers without a usable type are read
 * @param reportsLimits whether timeout, sample limit and body size become series too
 */
public record ScrapeSettings(
        boolean honorLabels,
        boolean honorTimestamps,
        boolean tracksTimestamps,
        Optional<ExpositionFormat> fallback,
        ScrapeLimits limits,
        List<RelabelRule> metricRelabelRules,
        boolean reportsLimits) {
    public static final ScrapeSettings DEFAULT =
            new ScrapeSettings(false, true, false, Optional.empty(), ScrapeLimits.NONE, List.of(), false);

    public ScrapeSettings {
        requireNonNull(fallback, "fallback");
        requireNonNull(limits, "limits");
        metricRelabelRules = List.copyOf(metricRelabelRules);
    }

    static ScrapeSettings of(ScrapeConfig config) {
        return new ScrapeSettings(
                config.honorLabels(),
                config.honorTimestamps(),
                config.trackTimestampsStaleness(),
                config.fallbackProtocol().flatMap(ScrapeSettings::format),
                config.limits(),
                config.metricRelabelRules(),
                config.extraScrapeMetrics());
    }

    private static Optional<ExpositionFormat> format(ScrapeProtocol protocol) {
        return switch (protocol) {
            case PROMETHEUS_PROTO -> Optional.empty();
            case PROMETHEUS_TEXT_0_0_4, PROMETHEUS_TEXT_1_0_0 -> Optional.of(ExpositionFormat.TEXT);
            case OPEN_METRICS_TEXT_0_0_1, OPEN_METRICS_TEXT_1_0_0 -> Optional.of(ExpositionFormat.OPEN_METRICS);
        };
    }
}
