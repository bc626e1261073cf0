package io.tocsin.evaluator.discovery;

import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * The targets of one scrape config.
 *
 * @param active each once, in the order in which they were found
 * @param dropped discovered labels of those that relabeling dropped, as many as the configuration keeps
 * @param droppedCount all that it dropped
 * @param failures why some are no targets, one line each
 */
public record DiscoveredTargets(List<Target> active, List<Labels> dropped, int droppedCount, List<String> failures) {
    public DiscoveredTargets {
        active = List.copyOf(active);
        dropped = List.copyOf(dropped);
        failures = List.copyOf(failures);
    }
}
