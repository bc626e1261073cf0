package io.tocsin.evaluator.promql;

/** What stands between two expressions. */
public enum BinaryOperator {
    OR("or", Kind.SET),
    AND("and", Kind.SET),
    UNLESS("unless", Kind.SET),
    EQUAL("==", Kind.COMPARISON),
    NOT_EQUAL("!=", Kind.COMPARISON),
    LESS("<", Kind.COMPARISON),
    LESS_OR_EQUAL("<=", Kind.COMPARISON),
    GREATER(">", Kind.COMPARISON),
    GREATER_OR_EQUAL(">=", Kind.COMPARISON),
    /** Takes the buckets above a bound from native histograms. */
    TRIM_UPPER("</", Kind.TRIM),
    TRIM_LOWER(">/", Kind.TRIM),
    ADD("+", Kind.ARITHMETIC),
    SUBTRACT("-", Kind.ARITHMETIC),
    MULTIPLY("*", Kind.ARITHMETIC),
    DIVIDE("/", Kind.ARITHMETIC),
    MODULO("%", Kind.ARITHMETIC),
    ATAN2("atan2", Kind.ARITHMETIC),
    POWER("^", Kind.ARITHMETIC);

    private final String sign;
    private final Kind kind;

    BinaryOperator(String sign, Kind kind) {
        this.sign = sign;
        this.kind = kind;
    }

    /** As it is written. */
    public String sign() {
        return sign;
    }

    public Kind kind() {
        return kind;
    }

    /** What operators do alike. */
    public enum Kind {
        SET,
        COMPARISON,
        TRIM,
        ARITHMETIC
    }
}
