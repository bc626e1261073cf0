package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.Expr.Shift;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds the parts of an expression that are worth the same at every step, which are computed once. Owned by one
 * evaluation.
 *
 * @see "Upstream: promql.PreprocessExpr and parser.AtModifierUnsafeFunctions"
 */
final class StepInvariance {
    /** Worth something else at another time, whatever their arguments. */
    private static final Set<String> BOUND_TO_TIME = Set.of(
            "time",
            "timestamp",
            "predict_linear",
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year");

    private final IdentityHashMap<Expr, Boolean> known = new IdentityHashMap<>();

    boolean isInvariant(Expr expr) {
        Boolean answer = known.get(expr);
        if (answer == null) {
            answer = find(expr);
            known.put(expr, answer);
        }
        return answer;
    }

    private boolean find(Expr expr) {
        if (expr instanceof Expr.NumberLiteral || expr instanceof Expr.StringLiteral) {
            return true;
        } else if (expr instanceof Expr.VectorSelector selector) {
            return isFixed(selector.shift());
        } else if (expr instanceof Expr.MatrixSelector selector) {
            return isFixed(selector.shift());
        } else if (expr instanceof Expr.Subquery subquery) {
            return isFixed(subquery.shift());
        } else if (expr instanceof Expr.Call call) {
            return !BOUND_TO_TIME.contains(call.function().name())
                    && call.arguments().stream().allMatch(this::isInvariant);
        } else if (expr instanceof Expr.Aggregation aggregation) {
            // Deviation D-344: the original does not ask the parameter, and takes that of the first step everywhere.
            return isInvariant(aggregation.inner())
                    && aggregation.parameter().map(this::isInvariant).orElse(true);
        } else if (expr instanceof Expr.Binary binary) {
            return isInvariant(binary.left()) && isInvariant(binary.right());
        } else if (expr instanceof Expr.Unary unary) {
            return isInvariant(unary.inner());
        } else if (expr instanceof Expr.Paren paren) {
            return isInvariant(paren.inner());
        }
        throw new AssertionError("unhandled expression: " + expr);
    }

    private static boolean isFixed(Shift shift) {
        return shift.at().isPresent();
    }
}
