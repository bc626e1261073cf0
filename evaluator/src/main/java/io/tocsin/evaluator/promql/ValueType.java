package io.tocsin.evaluator.promql;

/** What an expression is worth. */
public enum ValueType {
    SCALAR("scalar"),
    STRING("string"),
    INSTANT_VECTOR("instant vector"),
    RANGE_VECTOR("range vector");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As messages say it. */
    public String words() {
        return words;
    }
}
