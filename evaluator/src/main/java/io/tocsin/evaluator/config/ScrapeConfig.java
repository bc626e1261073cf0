package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.evaluator.relabel.RelabelRule;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is scraped, and how: one of {@code scrape_configs}, with the defaults of {@code global}.
 *
 * @param interval {@code > 0}
 * @param timeout {@code > 0}, at most {@code interval}
 * @param scheme of the URLs, which relabeling may change; not checked
 * @param params of the URLs, in file order
 * @param fallbackProtocol how an answer without a usable type is read
 * @param relabelRules for targets
 * @param metricRelabelRules for what they answer
 * @param extraScrapeMetrics whether timeout, sample limit and body size of each scrape become series
 * @see "Upstream: config.ScrapeConfig"
 */
public record ScrapeConfig(
        String jobName,
        Duration interval,
        Duration timeout,
        String metricsPath,
        String scheme,
        Map<String, List<String>> params,
        boolean honorLabels,
        boolean honorTimestamps,
        boolean trackTimestampsStaleness,
        boolean enableCompression,
        List<ScrapeProtocol> protocols,
        Optional<ScrapeProtocol> fallbackProtocol,
        ScrapeLimits limits,
        HttpConfig http,
        List<TargetGroupConfig> staticGroups,
        List<FileDiscoveryConfig> fileDiscoveries,
        List<RelabelRule> relabelRules,
        List<RelabelRule> metricRelabelRules,
        boolean extraScrapeMetrics) {
    public ScrapeConfig {
        requireNonNull(jobName, "jobName");
        if (interval.isZero() || timeout.isZero() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "interval: " + interval + ", timeout: " + timeout + " (expected: 0 < timeout <= interval)");
        }
        requireNonNull(metricsPath, "metricsPath");
        requireNonNull(scheme, "scheme");
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        protocols = List.copyOf(protocols);
        requireNonNull(fallbackProtocol, "fallbackProtocol");
        requireNonNull(limits, "limits");
        requireNonNull(http, "http");
        staticGroups = List.copyOf(staticGroups);
        fileDiscoveries = List.copyOf(fileDiscoveries);
        relabelRules = List.copyOf(relabelRules);
        metricRelabelRules = List.copyOf(metricRelabelRules);
    }
}
