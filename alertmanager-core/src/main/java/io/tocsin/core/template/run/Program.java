package io.tocsin.core.template.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * Templates that can call each other, and the functions that they can call. Immutable and thread-safe.
 *
 * @param trees by name; never changed
 * @param functions by name, Go's own among them; never changed
 * @param localZone what Go calls {@code Local}
 */
public record Program(Map<String, Tree> trees, Map<String, Function> functions, ZoneId localZone, Limits limits) {
    public Program {
        requireNonNull(trees, "trees");
        requireNonNull(functions, "functions");
        requireNonNull(localZone, "localZone");
        requireNonNull(limits, "limits");
    }

    /**
     * Executes {@code tree}, which may be none of {@link #trees}.
     *
     * @param dot what the template is given
     * @param now the time of the rendering
     * @throws TemplateException where it fails, or takes more than it may
     */
    public String run(Tree tree, Value dot, Instant now, RouteLabels routeLabels) throws TemplateException {
        Rendering rendering = new Rendering(tree, dot, new Budget(now, routeLabels, localZone, limits));
        new Statements(rendering, new Evaluator(rendering, functions), trees).run(tree, dot);
        return rendering.output();
    }
}
