package io.tocsin.evaluator.promql;

import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.NumberLiteral;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.StringLiteral;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Goes through expressions. */
public final class ExprTree {
    private ExprTree() {}

    /** What {@code expr} is made of, in the order written. */
    public static List<Expr> children(Expr expr) {
        if (expr instanceof VectorSelector || expr instanceof NumberLiteral || expr instanceof StringLiteral) {
            return List.of();
        }
        if (expr instanceof MatrixSelector matrix) {
            return List.of(matrix.selector());
        }
        if (expr instanceof Subquery subquery) {
            return List.of(subquery.inner());
        }
        if (expr instanceof Call call) {
            return call.arguments();
        }
        if (expr instanceof Aggregation aggregation) {
            return aggregation.parameter().isPresent()
                    ? List.of(aggregation.parameter().get(), aggregation.inner())
                    : List.of(aggregation.inner());
        }
        if (expr instanceof Binary binary) {
            return List.of(binary.left(), binary.right());
        }
        if (expr instanceof Unary unary) {
            return List.of(unary.inner());
        }
        if (expr instanceof Paren paren) {
            return List.of(paren.inner());
        }
        throw new AssertionError("unhandled expression: " + expr);
    }

    /** Shows {@code expr} and all that it is made of to {@code visitor}, parents first. */
    public static void walk(Expr expr, Consumer<Expr> visitor) {
        visitor.accept(expr);
        for (Expr child : children(expr)) {
            walk(child, visitor);
        }
    }

    /** All selectors, those of ranges too, in the order written. */
    public static List<VectorSelector> selectors(Expr expr) {
        List<VectorSelector> selectors = new ArrayList<>();
        walk(expr, each -> {
            if (each instanceof VectorSelector selector) {
                selectors.add(selector);
            }
        });
        return selectors;
    }

    /** Without the parentheses around it. */
    public static Expr unwrapped(Expr expr) {
        Expr inner = expr;
        while (inner instanceof Paren paren) {
            inner = paren.inner();
        }
        return inner;
    }
}
