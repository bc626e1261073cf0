package io.tocsin.evaluator.promql;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.Utf8;
import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.NumberLiteral;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.promql.Expr.StringLiteral;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import java.util.List;

/** All that an expression says, without where it stands and without what makes no difference to its value. */
final class ExprShape {
    private ExprShape() {}

    static List<Object> of(Expr expr) {
        List<Object> children =
                ExprTree.children(expr).stream().map(each -> (Object) of(each)).toList();
        return List.of(expr.getClass().getSimpleName(), own(expr), children);
    }

    private static List<Object> own(Expr expr) {
        if (expr instanceof VectorSelector selector) {
            List<Matcher> sorted = selector.matchers().stream()
                    .sorted((a, b) -> Utf8.compare(a.toString(), b.toString()))
                    .toList();
            return List.of(selector.name(), sorted, shift(selector.shift()), selector.isSmoothed());
        }
        if (expr instanceof MatrixSelector matrix) {
            return List.of(whole(matrix.range()), shift(matrix.shift()), matrix.boundary());
        }
        if (expr instanceof Subquery subquery) {
            return List.of(whole(subquery.range()), subquery.step().map(ExprShape::whole), shift(subquery.shift()));
        }
        if (expr instanceof NumberLiteral number) {
            return List.of(number.value(), number.isDuration());
        }
        if (expr instanceof StringLiteral text) {
            return List.of(text.value());
        }
        if (expr instanceof Call call) {
            return List.of(call.function());
        }
        if (expr instanceof Aggregation aggregation) {
            return List.of(aggregation.operator(), aggregation.labels(), aggregation.isWithout());
        }
        if (expr instanceof Binary binary) {
            return List.of(binary.operator(), binary.returnsBool(), binary.matching());
        }
        if (expr instanceof Unary unary) {
            return List.of(unary.isMinus());
        }
        if (expr instanceof Paren) {
            return List.of();
        }
        throw new AssertionError("unhandled expression: " + expr);
    }

    private static List<Object> shift(Shift shift) {
        return List.of(shift.at(), shift.offset().map(ExprShape::whole));
    }

    /** Of a literal alone only its milliseconds count. */
    private static Object whole(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal ? Durations.millis(literal) : part(duration);
    }

    private static List<Object> part(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            return List.of(literal.seconds(), literal.isDuration());
        }
        if (duration instanceof DurationExpr.Negative negative) {
            return List.of(negative.isMinus(), part(negative.inner()));
        }
        if (duration instanceof DurationExpr.Arithmetic arithmetic) {
            return List.of(arithmetic.operator(), part(arithmetic.left()), part(arithmetic.right()));
        }
        if (duration instanceof DurationExpr.Paren paren) {
            return List.of("paren", part(paren.inner()));
        }
        if (duration instanceof DurationExpr.Call call) {
            return List.of(
                    call.name(), call.arguments().stream().map(ExprShape::part).toList());
        }
        throw new AssertionError("unhandled duration: " + duration);
    }
}
