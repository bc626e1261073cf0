package io.tocsin.core.pipeline;

import io.tocsin.core.label.Labels;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The labels that a group has from its route at one moment. Where some are templates they are rendered when somebody first
 * asks for them, and once: owners of groups do not render. Thread-safe.
 */
public final class RouteLabels {
    private static final String ACTION = "{{";

    private @Nullable Supplier<CompletionStage<Labels>> rendering;
    private final CompletableFuture<Labels> labels = new CompletableFuture<>();

    private RouteLabels(@Nullable Supplier<CompletionStage<Labels>> rendering) {
        this.rendering = rendering;
    }

    public static RouteLabels of(Labels labels) {
        RouteLabels known = new RouteLabels(null);
        known.labels.complete(labels);
        return known;
    }

    /**
     * @param templates by name
     * @param group what {@code renderer} is told; only asked for where there is something to render
     */
    public static RouteLabels of(
            Map<String, String> templates, RouteLabelRenderer renderer, Supplier<Notification> group) {
        boolean isConstant = templates.values().stream().noneMatch(text -> text.contains(ACTION));
        return isConstant
                ? of(Labels.of(templates))
                : new RouteLabels(() -> renderer.renderLater(templates, group.get()));
    }

    /** Whether nobody has to wait for them. */
    public boolean areKnown() {
        return labels.isDone();
    }

    /** Completes when they are rendered, on any thread. */
    public CompletionStage<Labels> later() {
        Supplier<CompletionStage<Labels>> first = takeRendering();
        if (first != null) {
            first.get().whenComplete((rendered, failure) -> {
                if (failure == null) {
                    labels.complete(rendered);
                } else {
                    labels.completeExceptionally(failure);
                }
            });
        }
        return labels;
    }

    /** Waits for them, where some of them are templates. */
    public Labels get() {
        return later().toCompletableFuture().join();
    }

    // The first one has them rendered, the others that send to the same receiver wait for it.
    private synchronized @Nullable Supplier<CompletionStage<Labels>> takeRendering() {
        Supplier<CompletionStage<Labels>> taken = rendering;
        rendering = null;
        return taken;
    }
}
