package io.tocsin.evaluator.rule;

/** Where an alert is in its life; later ones outweigh earlier ones. */
public enum AlertState {
    INACTIVE("inactive"),
    PENDING("pending"),
    FIRING("firing");

    private final String word;

    AlertState(String word) {
        this.word = word;
    }

    /** As the API and the label {@code alertstate} say it. */
    public String word() {
        return word;
    }
}
