package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.BinaryOperator;
import io.tocsin.evaluator.promql.BinaryOperator.Kind;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;

/** Binary operators of which at least one side is a vector. */
final class VectorOperators {
    private final Evaluation evaluation;

    VectorOperators(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** What becomes of two values; {@link StaleMarker} if nothing does. */
    @FunctionalInterface
    interface Pairing {
        double of(double left, double right);
    }

    List<Column> vector(Expr.Binary binary, Steps steps) throws QueryException {
        if (binary.operator().kind() == Kind.SET) {
            List<Column> left = evaluation.vector(binary.left(), steps);
            List<Column> right = evaluation.vector(binary.right(), steps);
            return new SetOperators(binary.matching(), evaluation.budget())
                    .apply(binary.operator(), left, right, steps);
        }
        boolean dropsNames = binary.returnsBool() || binary.operator().kind() == Kind.ARITHMETIC;
        if (binary.left().type() == ValueType.SCALAR) {
            Scalars left = evaluation.scalar(binary.left(), steps);
            Pairing pairing = pairing(binary, false);
            return withScalars(
                    evaluation.vector(binary.right(), steps),
                    left,
                    (value, scalar) -> pairing.of(scalar, value),
                    dropsNames);
        }
        if (binary.right().type() == ValueType.SCALAR) {
            Scalars right = evaluation.scalar(binary.right(), steps);
            return withScalars(evaluation.vector(binary.left(), steps), right, pairing(binary, true), dropsNames);
        }
        List<Column> left = evaluation.vector(binary.left(), steps);
        List<Column> right = evaluation.vector(binary.right(), steps);
        return new VectorMatcher(evaluation, binary, pairing(binary, true)).match(left, right, steps);
    }

    /** @param keepsLeft which value a comparison that holds leaves */
    private static Pairing pairing(Expr.Binary binary, boolean keepsLeft) {
        BinaryOperator operator = binary.operator();
        if (operator.kind() == Kind.ARITHMETIC) {
            return Arithmetic.of(operator)::applyAsDouble;
        }
        Arithmetic.Comparison comparison = Arithmetic.comparison(operator);
        if (binary.returnsBool()) {
            return (left, right) -> comparison.holds(left, right) ? 1 : 0;
        }
        return keepsLeft
                ? (left, right) -> comparison.holds(left, right) ? left : StaleMarker.VALUE
                : (left, right) -> comparison.holds(left, right) ? right : StaleMarker.VALUE;
    }

    private List<Column> withScalars(List<Column> columns, Scalars scalars, Pairing pairing, boolean dropsNames)
            throws QueryException {
        List<Column> result = new ArrayList<>();
        for (Column column : columns) {
            double[] values = evaluation.budget().copy(column.values());
            boolean any = false;
            for (int step = 0; step < values.length; step++) {
                if (!StaleMarker.is(values[step])) {
                    values[step] = pairing.of(values[step], scalars.at(step));
                    any |= !StaleMarker.is(values[step]);
                }
            }
            if (any) {
                evaluation.budget().take(values);
                result.add(dropsNames ? evaluation.names().dropped(column, values) : column.with(values));
            }
        }
        return dropsNames ? Names.merged(result) : result;
    }
}
