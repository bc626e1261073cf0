package io.tocsin.core.silence;

/** Whether a silence mutes at a moment, or why not. */
public enum SilenceState {
    ACTIVE("active"),
    PENDING("pending"),
    EXPIRED("expired");

    private final String label;

    SilenceState(String label) {
        this.label = label;
    }

    /** As the API and the metrics spell it. */
    public String label() {
        return label;
    }
}
