package io.tocsin.evaluator.rule;

/** How the last evaluation of a rule went. */
public enum RuleHealth {
    UNKNOWN("unknown"),
    OK("ok"),
    BAD("err");

    private final String word;

    RuleHealth(String word) {
        this.word = word;
    }

    /** As the API says it. */
    public String word() {
        return word;
    }
}
