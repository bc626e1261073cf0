package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

/**
 * What a value is, or begins with.
 *
 * @param isWhole whether the value is the text and no more
 */
public record ValueStart(String text, boolean isWhole) {
    public ValueStart {
        requireNonNull(text, "text");
    }
}
