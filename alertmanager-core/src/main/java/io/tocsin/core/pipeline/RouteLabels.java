package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The labels that a group has from its route at one moment. Where some are templates they are rendered when somebody first
 * asks for them, and once: owners of groups do not render. Thread-safe.
 */
public final class RouteLabels {
    private static final String ACTION = "{{";

    private @Nullable Supplier<Labels> rendering;
    private @Nullable Labels labels;

    private RouteLabels(@Nullable Supplier<Labels> rendering, @Nullable Labels labels) {
        this.rendering = rendering;
        this.labels = labels;
    }

    public static RouteLabels of(Labels labels) {
        return new RouteLabels(null, labels);
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
                : new RouteLabels(() -> renderer.render(templates, group.get()), null);
    }

    /** Takes time the first time, where some of them are templates. */
    // One thread renders, the others that send to the same receiver wait for it.
    public synchronized Labels get() {
        Labels known = labels;
        if (known == null) {
            known = requireNonNull(rendering, "rendering").get();
            labels = known;
            rendering = null;
        }
        return known;
    }
}
