package io.tocsin.core.stamp;

import static java.util.Objects.requireNonNull;

/** A version of something, and when it was written. Immutable if the value is. */
public record Stamped<T>(T value, Stamp stamp) {
    public Stamped {
        requireNonNull(value, "value");
        requireNonNull(stamp, "stamp");
    }
}
