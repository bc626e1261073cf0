package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Files that list targets: one of {@code file_sd_configs}.
 *
 * @param patterns joined to the folder of the configuration; each ends with {@code .json}, {@code .yml} or {@code .yaml}
 * @param refreshInterval how often files are read although nothing seems to have changed
 */
public record FileDiscoveryConfig(List<String> patterns, Duration refreshInterval) {
    public FileDiscoveryConfig {
        patterns = List.copyOf(patterns);
        requireNonNull(refreshInterval, "refreshInterval");
    }
}
