package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The scalar arguments of a call at one step after the other. */
final class Parameters {
    private final Scalars[] scalars;
    private final double[] values;
    private final boolean isConstant;

    private Parameters(List<Scalars> scalars) {
        this.scalars = scalars.toArray(new Scalars[0]);
        this.values = new double[scalars.size()];
        this.isConstant = scalars.stream().allMatch(Scalars::isConstant);
        fill(0);
    }

    static Parameters of(Expr.Call call, Evaluation evaluation, Steps steps) throws QueryException {
        List<Scalars> scalars = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.SCALAR) {
                scalars.add(evaluation.scalar(argument, steps));
            }
        }
        return new Parameters(scalars);
    }

    /** In the order written; the same array each time. */
    double[] at(int step) {
        if (!isConstant) {
            fill(step);
        }
        return values;
    }

    private void fill(int step) {
        for (int i = 0; i < scalars.length; i++) {
            values[i] = scalars[i].at(step);
        }
    }
}
