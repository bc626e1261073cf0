package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Something of which there is only so much, and how much of it is taken now. Immutable.
 *
 * @param name for programs
 * @param text for people
 * @param max empty where it is not limited
 */
public record UsageLimit(String name, String text, long used, OptionalLong max, Unit unit) {
    /** What is counted. */
    public enum Unit {
        COUNT,
        BYTES;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public UsageLimit {
        requireNonNull(name, "name");
        requireNonNull(text, "text");
        requireNonNull(max, "max");
        requireNonNull(unit, "unit");
    }

    public static UsageLimit count(String name, String text, long used, OptionalLong max) {
        return new UsageLimit(name, text, used, max, Unit.COUNT);
    }

    public static UsageLimit bytes(String name, String text, long used, OptionalLong max) {
        return new UsageLimit(name, text, used, max, Unit.BYTES);
    }
}
