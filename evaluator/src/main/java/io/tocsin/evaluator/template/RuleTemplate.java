package io.tocsin.evaluator.template;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.run.Program;
import io.tocsin.core.template.syntax.Parser;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.TextBytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a label or an annotation of a rule, ready to be expanded. Immutable and thread-safe.
 *
 * @see "Upstream: rules/alerting.go, template.Expander"
 */
public final class RuleTemplate {
    private static final String ACTION = "{{";

    /** What the original puts before each text; errors count from there. */
    private static final String DEFINITIONS = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    /** A label or an annotation is short. */
    private static final Limits LIMITS = new Limits(10_000_000, 1 << 20, 1_000);

    private final String name;
    private final String text;
    private final @Nullable Map<String, Tree> trees;
    private final @Nullable TemplateException problem;

    private RuleTemplate(
            String name, String text, @Nullable Map<String, Tree> trees, @Nullable TemplateException problem) {
        this.name = name;
        this.text = text;
        this.trees = trees;
        this.problem = problem;
    }

    /** @param alert the name of the rule, which errors carry */
    public static RuleTemplate of(String alert, String text) {
        String name = "__alert_" + alert;
        if (!text.contains(ACTION)) {
            return new RuleTemplate(name, text, null, null);
        }
        try {
            return new RuleTemplate(
                    name, text, Parser.parse(name, DEFINITIONS + text, RuleTemplates::isFunction), null);
        } catch (TemplateException e) {
            return new RuleTemplate(name, text, null, e);
        }
    }

    /** What keeps it from being a template; empty for one. */
    public Optional<TemplateException> problem() {
        return Optional.ofNullable(problem);
    }

    /** The text as it was given. */
    public String source() {
        return text;
    }

    /**
     * The text with all put in; where that fails, {@code <error expanding template: ...>}, as a label or an annotation
     * must have some value.
     *
     * @param labels of the sample, its name among them
     * @param now what the function {@code now} answers, and when queries are evaluated
     */
    public String expand(Labels labels, double value, Surroundings surroundings, Instant now) {
        if (problem != null) {
            return failure("error parsing template " + name + ": " + problem.getMessage());
        }
        if (trees == null) {
            return text;
        }
        Program program = new Program(trees, Map.of(), surroundings.functions(), ZoneOffset.UTC, LIMITS);
        AlertDot dot = new AlertDot(labels, value, surroundings);
        try {
            Tree entry = requireNonNull(trees.get(name), "the text itself");
            return TextBytes.wellFormed(program.run(entry, dot, now, route -> ""));
        } catch (TemplateException e) {
            return failure("error executing template " + name + ": " + e.getMessage());
        }
    }

    private static String failure(String what) {
        return "<error expanding template: " + what + ">";
    }
}
