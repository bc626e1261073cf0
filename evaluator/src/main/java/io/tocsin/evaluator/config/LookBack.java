package io.tocsin.evaluator.config;

import io.tocsin.evaluator.promql.DurationExpr;
import io.tocsin.evaluator.promql.Durations;
import io.tocsin.evaluator.promql.Durations.UnusableDurationException;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.ExprTree;
import java.util.Optional;

/** How old the oldest samples are that an expression asks for. */
public final class LookBack {
    private static final Durations AT_ONE_TIME = new Durations(0, 0);

    private LookBack() {}

    /**
     * Milliseconds before the time of the evaluation. What {@code @} fixes is left out, and so is the time for which the
     * newest sample of a series counts.
     */
    public static long millis(Expr expr) {
        long own = 0;
        if (expr instanceof VectorSelector selector) {
            own = offset(selector.shift());
        } else if (expr instanceof MatrixSelector matrix) {
            own = range(matrix.range()) + offset(matrix.shift());
        } else if (expr instanceof Subquery subquery) {
            own = range(subquery.range()) + offset(subquery.shift());
        }
        long inner = ExprTree.children(expr).stream()
                .mapToLong(LookBack::millis)
                .max()
                .orElse(0);
        return own + inner;
    }

    private static long offset(Shift shift) {
        Optional<DurationExpr> offset = shift.at().isPresent() ? Optional.empty() : shift.offset();
        return offset.map(LookBack::range).orElse(0L);
    }

    private static long range(DurationExpr duration) {
        try {
            return AT_ONE_TIME.millis(duration);
        } catch (UnusableDurationException ignored) {
            // Every evaluation says so.
            return 0;
        }
    }
}
