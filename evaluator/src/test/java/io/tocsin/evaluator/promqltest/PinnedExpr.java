package io.tocsin.evaluator.promqltest;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.At;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.ExprTree;
import java.util.Optional;
import java.util.Set;

/** Writes {@code @ time} behind all that can have it, so that an expression has one value whenever it is asked for. */
final class PinnedExpr {
    /** Of these the value depends on the time of the question all the same. */
    private static final Set<String> UNPINNABLE = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp",
            "start",
            "end",
            "step",
            "range");

    private PinnedExpr() {}

    static boolean isPinnable(Expr expr) {
        boolean[] isPinnable = {true};
        ExprTree.walk(expr, each -> {
            if (each instanceof Call call && UNPINNABLE.contains(call.function().name())) {
                isPinnable[0] = false;
            }
        });
        return isPinnable[0];
    }

    static Expr of(Expr expr, long timeMillis) {
        if (expr instanceof VectorSelector selector) {
            return new VectorSelector(
                    selector.name(),
                    selector.matchers(),
                    pinned(selector.shift(), timeMillis),
                    selector.isSmoothed(),
                    selector.span());
        }
        if (expr instanceof MatrixSelector matrix) {
            return new MatrixSelector(
                    matrix.selector(),
                    matrix.range(),
                    pinned(matrix.shift(), timeMillis),
                    matrix.boundary(),
                    matrix.span());
        }
        if (expr instanceof Subquery subquery) {
            // What is inside of a pinned one is pinned with it.
            Shift shift = pinned(subquery.shift(), timeMillis);
            return new Subquery(subquery.inner(), subquery.range(), subquery.step(), shift, subquery.span());
        }
        if (expr instanceof Call call) {
            return new Call(
                    call.function(),
                    call.arguments().stream().map(each -> of(each, timeMillis)).toList(),
                    call.span());
        }
        if (expr instanceof Aggregation aggregation) {
            return new Aggregation(
                    aggregation.operator(),
                    of(aggregation.inner(), timeMillis),
                    aggregation.parameter().map(each -> of(each, timeMillis)),
                    aggregation.labels(),
                    aggregation.isWithout(),
                    aggregation.span());
        }
        if (expr instanceof Binary binary) {
            return new Binary(
                    binary.operator(),
                    of(binary.left(), timeMillis),
                    of(binary.right(), timeMillis),
                    binary.returnsBool(),
                    binary.matching(),
                    binary.span());
        }
        if (expr instanceof Unary unary) {
            return new Unary(unary.isMinus(), of(unary.inner(), timeMillis), unary.span());
        }
        return expr instanceof Paren paren ? new Paren(of(paren.inner(), timeMillis), paren.span()) : expr;
    }

    private static Shift pinned(Shift shift, long timeMillis) {
        boolean isPinned = shift.at().isPresent() && shift.at().get() instanceof At.Time;
        return isPinned ? shift : new Shift(shift.offset(), Optional.of(new At.Time(timeMillis)));
    }
}
