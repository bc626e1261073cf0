package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * What an evaluation of a rule makes.
 *
 * @param queried samples that the expression gave
 * @param points to be stored
 */
record RuleOutput(int queried, List<Point> points) {
    RuleOutput {
        points = List.copyOf(points);
    }

    /** @param labels of the series, its name among them */
    record Point(Labels labels, double value) {}
}
