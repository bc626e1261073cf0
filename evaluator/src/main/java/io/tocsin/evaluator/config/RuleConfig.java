package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Position;
import io.tocsin.evaluator.promql.Expr;
import java.time.Duration;

/**
 * One rule of a file. Labels of its group are among its own, which overrule them.
 *
 * @see "Upstream: model/rulefmt Rule"
 */
public sealed interface RuleConfig {
    /** Of the alert, or of the series that is recorded. */
    String name();

    Expr expr();

    /** The expression as it is written, lines and all. */
    String exprText();

    /** Added to what comes out; an empty value takes the label away. */
    Labels labels();

    /** Where the rule begins in its file. */
    Position position();

    /**
     * @param hold {@code for}: how long the expression must have been true
     * @param keepFiring {@code keep_firing_for}: how long the alert outlives it
     * @param labels texts of templates, as are {@code annotations}
     */
    record Alerting(
            String name,
            Expr expr,
            String exprText,
            Duration hold,
            Duration keepFiring,
            Labels labels,
            Labels annotations,
            Position position)
            implements RuleConfig {
        public Alerting {
            requireNonNull(name, "name");
            requireNonNull(expr, "expr");
            requireNonNull(exprText, "exprText");
            requireNonNull(hold, "hold");
            requireNonNull(keepFiring, "keepFiring");
            requireNonNull(labels, "labels");
            requireNonNull(annotations, "annotations");
            requireNonNull(position, "position");
        }
    }

    /** A series that is made of the expression's samples. */
    record Recording(String name, Expr expr, String exprText, Labels labels, Position position) implements RuleConfig {
        public Recording {
            requireNonNull(name, "name");
            requireNonNull(expr, "expr");
            requireNonNull(exprText, "exprText");
            requireNonNull(labels, "labels");
            requireNonNull(position, "position");
        }
    }
}
