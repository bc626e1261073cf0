package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** Operators of two numbers, with Go's results where Java has others. */
final class Arithmetic {
    private Arithmetic() {}

    /** A comparison of two numbers. */
    @FunctionalInterface
    interface Comparison {
        boolean holds(double left, double right);
    }

    /** @param operator of the kind {@link BinaryOperator.Kind#ARITHMETIC} */
    static DoubleBinaryOperator of(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> (left, right) -> left + right;
            case SUBTRACT -> (left, right) -> left - right;
            case MULTIPLY -> (left, right) -> left * right;
            case DIVIDE -> (left, right) -> left / right;
            case MODULO -> (left, right) -> left % right;
            case POWER -> Arithmetic::pow;
            case ATAN2 -> Math::atan2;
            case OR,
                    AND,
                    UNLESS,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    TRIM_UPPER,
                    TRIM_LOWER ->
                throw new IllegalArgumentException("operator: " + operator + " (expected: arithmetic)");
        };
    }

    /** @param operator of the kind {@link BinaryOperator.Kind#COMPARISON} */
    static Comparison comparison(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL -> (left, right) -> left == right;
            case NOT_EQUAL -> (left, right) -> left != right;
            case LESS -> (left, right) -> left < right;
            case LESS_OR_EQUAL -> (left, right) -> left <= right;
            case GREATER -> (left, right) -> left > right;
            case GREATER_OR_EQUAL -> (left, right) -> left >= right;
            case OR, AND, UNLESS, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, ATAN2, POWER, TRIM_UPPER, TRIM_LOWER ->
                throw new IllegalArgumentException("operator: " + operator + " (expected: a comparison)");
        };
    }

    /** 1 to the power of anything is 1, and so is -1 to that of an infinity. */
    private static double pow(double base, double exponent) {
        if (base == 1 || base == -1 && Double.isInfinite(exponent)) {
            return 1;
        }
        return Math.pow(base, exponent);
    }
}
