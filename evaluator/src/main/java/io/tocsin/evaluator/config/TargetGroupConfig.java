package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * Targets that share labels: one of {@code static_configs}, and of what files of targets hold.
 *
 * @param targets addresses, normally {@code host:port}
 */
public record TargetGroupConfig(List<String> targets, Labels labels) {
    public TargetGroupConfig {
        targets = List.copyOf(targets);
        requireNonNull(labels, "labels");
    }
}
