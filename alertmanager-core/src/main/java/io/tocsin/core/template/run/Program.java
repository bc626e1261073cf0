package io.tocsin.core.template.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Templates that can call each other, and the functions that they can call. Immutable and thread-safe.
 *
 * @param own trees by name that hide those that are shared; never changed
 * @param shared trees by name; never changed
 * @param functions by name, Go's own among them; never changed
 * @param localZone what Go calls {@code Local}
 */
public record Program(
        Map<String, Tree> own,
        Map<String, Tree> shared,
        Map<String, Function> functions,
        ZoneId localZone,
        Limits limits) {
    public Program {
        requireNonNull(own, "own");
        requireNonNull(shared, "shared");
        requireNonNull(functions, "functions");
        requireNonNull(localZone, "localZone");
        requireNonNull(limits, "limits");
    }

    Optional<Tree> tree(String name) {
        Tree tree = own.get(name);
        return Optional.ofNullable(tree == null ? shared.get(name) : tree);
    }

    /**
     * Executes {@code tree}, which need not be one that has a name here.
     *
     * @param dot what the template is given
     * @param now the time of the rendering
     * @throws TemplateException where it fails, or takes more than it may
     */
    public String run(Tree tree, Value dot, Instant now, RouteLabels routeLabels) throws TemplateException {
        Rendering rendering = new Rendering(tree, dot, new Budget(now, routeLabels, localZone, limits));
        new Statements(rendering, new Evaluator(rendering, functions), this).run(tree, dot);
        return rendering.output();
    }
}
