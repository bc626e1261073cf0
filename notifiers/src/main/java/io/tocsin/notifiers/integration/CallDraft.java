package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

/**
 * A request that has yet to be put into words.
 *
 * @param isTemplated whether that renders templates, and so may take long; else it is done at once
 */
public record CallDraft(boolean isTemplated, Work work) {
    /** Makes the request. Called once. */
    @FunctionalInterface
    public interface Work {
        /** @throws UnsendableException if there is nothing to send */
        PreparedCall make() throws UnsendableException;
    }

    public CallDraft {
        requireNonNull(work, "work");
    }
}
