package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.BinaryOperator.Kind;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.Expr.Boundary;
import io.tocsin.evaluator.query.QueryException.Reason;
import java.util.Locale;
import java.util.Set;

/** Refuses by its name what is part of the language but not computed yet. */
final class SupportCheck {
    /** Functions that have a result for native histograms only. */
    private static final Set<String> OF_NATIVE_HISTOGRAMS =
            Set.of("histogram_avg", "histogram_count", "histogram_sum", "histogram_stddev", "histogram_stdvar");

    private SupportCheck() {}

    static void check(Expr expr) throws QueryException {
        if (expr instanceof Expr.VectorSelector selector) {
            refuse(selector.isSmoothed(), "the modifier smoothed");
        } else if (expr instanceof Expr.MatrixSelector selector) {
            check(selector.selector());
            Boundary boundary = selector.boundary();
            refuse(boundary != Boundary.NONE, "the modifier " + boundary.name().toLowerCase(Locale.ROOT));
        } else if (expr instanceof Expr.Subquery subquery) {
            check(subquery.inner());
        } else if (expr instanceof Expr.Call call) {
            check(call);
        } else if (expr instanceof Expr.Aggregation aggregation) {
            check(aggregation);
        } else if (expr instanceof Expr.Binary binary) {
            check(binary);
        } else if (expr instanceof Expr.Unary unary) {
            check(unary.inner());
        } else if (expr instanceof Expr.Paren paren) {
            check(paren.inner());
        }
    }

    private static void check(Expr.Call call) throws QueryException {
        String name = call.function().name();
        refuse(call.function().isExperimental(), "the experimental function " + name);
        refuse(OF_NATIVE_HISTOGRAMS.contains(name), "native histograms, of which " + name + " is a function");
        for (Expr argument : call.arguments()) {
            check(argument);
        }
    }

    private static void check(Expr.Aggregation aggregation) throws QueryException {
        switch (aggregation.operator()) {
            case LIMITK, LIMIT_RATIO ->
                refuse(
                        true,
                        "the experimental aggregation "
                                + aggregation.operator().name().toLowerCase(Locale.ROOT));
            default -> {
                if (aggregation.parameter().isPresent()) {
                    check(aggregation.parameter().get());
                }
            }
        }
        check(aggregation.inner());
    }

    private static void check(Expr.Binary binary) throws QueryException {
        refuse(
                binary.operator().kind() == Kind.TRIM,
                "native histograms, of which " + binary.operator().sign() + " is an operator");
        refuse(
                binary.matching().fillLeft().isPresent()
                        || binary.matching().fillRight().isPresent(),
                "the experimental modifier fill");
        check(binary.left());
        check(binary.right());
    }

    private static void refuse(boolean isUsed, String what) throws QueryException {
        if (isUsed) {
            throw new QueryException(Reason.UNSUPPORTED, "not supported yet: " + what);
        }
    }
}
