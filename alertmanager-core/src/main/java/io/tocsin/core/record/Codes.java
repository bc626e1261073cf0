package io.tocsin.core.record;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The numbers under which the constants of an enum are written, which may never change: new ones go to the end.
 *
 * @param inOrder all of them, from 0
 */
record Codes<T extends Enum<T>>(List<T> inOrder) {
    Codes {
        inOrder = List.copyOf(inOrder);
    }

    int of(T constant) {
        int code = inOrder.indexOf(requireNonNull(constant, "constant"));
        if (code < 0) {
            throw new IllegalArgumentException("constant: " + constant + " (expected: one of " + inOrder + ")");
        }
        return code;
    }

    /** @param fields from which {@code code} was read */
    T constant(long code, Fields fields) throws MalformedRecordException {
        if (code < 0 || code >= inOrder.size()) {
            throw fields.problem("constant " + code + " of " + inOrder.size());
        }
        return inOrder.get((int) code);
    }
}
