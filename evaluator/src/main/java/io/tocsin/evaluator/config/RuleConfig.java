package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Position;
import io.tocsin.evaluator.promql.Expr;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

        /** Wherever it stands: a line more above it makes it no other rule. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Alerting that
                    && name.equals(that.name)
                    && exprText.equals(that.exprText)
                    && hold.equals(that.hold)
                    && keepFiring.equals(that.keepFiring)
                    && labels.equals(that.labels)
                    && annotations.equals(that.annotations);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, exprText, hold, keepFiring, labels, annotations);
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

        /** As of alerting rules. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Recording that
                    && name.equals(that.name)
                    && exprText.equals(that.exprText)
                    && labels.equals(that.labels);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, exprText, labels);
        }
    }
}
