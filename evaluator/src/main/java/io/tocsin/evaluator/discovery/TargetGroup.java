package io.tocsin.evaluator.discovery;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * Targets that share labels, from one source.
 *
 * @param source unique among the groups of a scrape config
 * @param addresses one for each target
 * @param labels of all of them
 */
public record TargetGroup(String source, List<String> addresses, Labels labels) {
    public TargetGroup {
        requireNonNull(source, "source");
        addresses = List.copyOf(addresses);
        requireNonNull(labels, "labels");
    }
}
