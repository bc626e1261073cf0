package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.List;

/**
 * The {@code global} section, with its defaults.
 *
 * @param scrapeTimeout at most {@code scrapeInterval}
 * @param ruleQueryOffset how far behind its time a rule looks
 * @param externalLabels with the environment put in; added to alerts that lack them
 * @param limits for scrapes that set none of their own
 * @param extraScrapeMetrics whether timeouts, limits and body sizes of scrapes become series, where a job does not say
 */
public record GlobalSettings(
        Duration scrapeInterval,
        Duration scrapeTimeout,
        Duration evaluationInterval,
        Duration ruleQueryOffset,
        Labels externalLabels,
        List<ScrapeProtocol> scrapeProtocols,
        ScrapeLimits limits,
        boolean extraScrapeMetrics) {
    /** Of files that say nothing. */
    public static final GlobalSettings DEFAULT = new GlobalSettings(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ZERO,
            Labels.EMPTY,
            ScrapeProtocol.DEFAULT,
            ScrapeLimits.NONE,
            false);

    public GlobalSettings {
        requireNonNull(scrapeInterval, "scrapeInterval");
        requireNonNull(scrapeTimeout, "scrapeTimeout");
        requireNonNull(evaluationInterval, "evaluationInterval");
        requireNonNull(ruleQueryOffset, "ruleQueryOffset");
        requireNonNull(externalLabels, "externalLabels");
        scrapeProtocols = List.copyOf(scrapeProtocols);
        requireNonNull(limits, "limits");
    }
}
