package io.tocsin.core.pipeline;

import io.tocsin.core.label.Labels;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Port: makes the labels of a group of the templates that its route has for them. Thread-safe. */
@FunctionalInterface
public interface RouteLabelRenderer {
    /** Takes no template for one: for what sends nothing. */
    RouteLabelRenderer AS_WRITTEN = (templates, group) -> Labels.of(templates);

    /**
     * Takes time that grows with the group; not for event loops. Leaves out what cannot be rendered.
     *
     * @param templates by name
     * @param group all alerts of the group, muted ones included, and no labels of the route
     */
    Labels render(Map<String, String> templates, Notification group);

    /** The same on threads of its own, where it has them. Never blocks then, and completes on any thread. */
    default CompletionStage<Labels> renderLater(Map<String, String> templates, Notification group) {
        return CompletableFuture.completedStage(render(templates, group));
    }
}
