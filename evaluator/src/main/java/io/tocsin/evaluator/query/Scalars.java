package io.tocsin.evaluator.query;

import java.util.Arrays;

/** What a scalar is worth at each step. */
final class Scalars {
    private final double[] values;

    /** 0 if all steps share the one value. */
    private final int stride;

    private Scalars(double[] values, int stride) {
        this.values = values;
        this.stride = stride;
    }

    static Scalars constant(double value) {
        return new Scalars(new double[] {value}, 0);
    }

    /** @param values one for each step; not to be changed any more */
    static Scalars of(double[] values) {
        return new Scalars(values, 1);
    }

    boolean isConstant() {
        return stride == 0;
    }

    double at(int step) {
        return values[step * stride];
    }

    /** One value for each step; not to be changed. */
    double[] column(int steps) {
        if (stride == 1) {
            return values;
        }
        double[] column = new double[steps];
        Arrays.fill(column, values[0]);
        return column;
    }
}
