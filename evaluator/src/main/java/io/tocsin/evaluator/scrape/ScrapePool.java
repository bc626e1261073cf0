package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.config.ScrapeConfig;
import java.util.List;

/** The targets of a scrape configuration. */
public record ScrapePool(ScrapeConfig config, List<ScrapeTarget> targets) {
    public ScrapePool {
        requireNonNull(config, "config");
        targets = List.copyOf(targets);
    }
}
