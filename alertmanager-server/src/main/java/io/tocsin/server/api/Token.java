package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

/**
 * Stands for something that is shown: of something else it is another one, but for rare chance. Values count by their {@link
 * Object#hashCode}, constants of enums by their names: the hash of a constant is another one in each process, and members that
 * show the same agree. Whoever adds a value that holds such a constant adds its text. Not thread-safe.
 */
final class Token {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long state = SPREAD;

    void add(Object value) {
        add(requireNonNull(value, "value").hashCode());
    }

    void add(Enum<?> constant) {
        add(constant.name());
    }

    void add(long value) {
        long mixed = (state ^ value) * SPREAD;
        state = mixed ^ (mixed >>> 32);
    }

    /** Sixteen hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x", state);
    }
}
