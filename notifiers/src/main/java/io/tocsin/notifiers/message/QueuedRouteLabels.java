package io.tocsin.notifiers.message;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.notifiers.rendering.Renderings;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Renders the labels of routes where all templates are rendered; receivers take turns. Thread-safe. */
public final class QueuedRouteLabels implements RouteLabelRenderer {
    private final RouteLabelRenderer labels;
    private final Renderings renderings;

    /** By the receiver's name: as many as the configuration has. */
    private final Map<String, Renderings.Share> shares = new ConcurrentHashMap<>();

    /** @param labels renders them */
    public QueuedRouteLabels(RouteLabelRenderer labels, Renderings renderings) {
        this.labels = requireNonNull(labels, "labels");
        this.renderings = requireNonNull(renderings, "renderings");
    }

    @Override
    public Labels render(Map<String, String> templates, Notification group) {
        return labels.render(templates, group);
    }

    @Override
    public CompletionStage<Labels> renderLater(Map<String, String> templates, Notification group) {
        return shares.computeIfAbsent(group.receiver(), name -> renderings.share(name + "/route labels"))
                .render(() -> labels.render(templates, group))
                .result();
    }
}
