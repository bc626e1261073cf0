package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

/**
 * How much of an answer's body is read. Reading stops there, and the connection is closed.
 *
 * @param bytesMax {@code > 0}
 * @param bytesExpected how many there are likely to be, 0 if nobody knows
 * @param memory asked before memory for the body is taken
 */
public record AnswerLimit(int bytesMax, int bytesExpected, Memory memory) {
    /** What is enough for notifications, whose answers are short. */
    public static final AnswerLimit DEFAULT = of(IntegrationHttpClient.BODY_MAX_BYTES);

    public AnswerLimit {
        if (bytesMax <= 0) {
            throw new IllegalArgumentException("bytesMax: " + bytesMax + " (expected: > 0)");
        }
        if (bytesExpected < 0) {
            throw new IllegalArgumentException("bytesExpected: " + bytesExpected + " (expected: >= 0)");
        }
        requireNonNull(memory, "memory");
    }

    /** One for what nobody knows the size of. */
    public AnswerLimit(int bytesMax, Memory memory) {
        this(bytesMax, 0, memory);
    }

    /** So many, whatever others read. */
    public static AnswerLimit of(int bytesMax) {
        return new AnswerLimit(bytesMax, bytes -> true);
    }

    /** Where the memory for the body of one call comes from. Whoever calls knows when the body is not needed any more. */
    public interface Memory {
        /**
         * Takes memory. Called on an event loop.
         *
         * @param bytes how many more, {@code > 0}
         * @return false if there are none; then no more is read
         */
        boolean reserve(long bytes);
    }
}
