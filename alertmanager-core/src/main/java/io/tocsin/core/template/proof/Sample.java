package io.tocsin.core.template.proof;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Message;

/**
 * A message that templates are tried with.
 *
 * @param description for people: {@code a firing alert}
 * @param hasResolved whether one of its alerts is resolved
 */
record Sample(String description, boolean hasResolved, Message message) {
    Sample {
        requireNonNull(description, "description");
        requireNonNull(message, "message");
    }
}
