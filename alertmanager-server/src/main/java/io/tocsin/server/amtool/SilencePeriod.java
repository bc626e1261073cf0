package io.tocsin.server.amtool;

import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLocation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a silence is in force.
 *
 * @param end not before {@code start}
 */
record SilencePeriod(GoTime start, GoTime end) {
    /**
     * The words given for a period.
     *
     * @param start RFC 3339; empty for none
     * @param end RFC 3339; empty for none
     * @param duration as configuration files write it; counts only without an end; null for none
     */
    record Words(String start, String end, @Nullable String duration) {}

    /**
     * The period that the words name.
     *
     * @param other holds for what the words do not say
     * @throws CommandFailure in the original's words if one cannot be read, or the end is before the start
     */
    static SilencePeriod of(Words words, SilencePeriod other) throws CommandFailure {
        GoTime start = words.start().isEmpty() ? other.start() : WrittenTime.parse(words.start());
        GoTime end = end(words, start, other);
        if (start.compareTo(end) > 0) {
            throw new CommandFailure("silence cannot start after it ends");
        }
        return new SilencePeriod(start, end);
    }

    private static GoTime end(Words words, GoTime start, SilencePeriod other) throws CommandFailure {
        if (!words.end().isEmpty()) {
            return WrittenTime.parse(words.end());
        }
        return words.duration() == null
                ? other.end()
                : start.in(TimeLocation.UTC).plus(duration(words.duration()).toNanos());
    }

    private static Duration duration(String text) throws CommandFailure {
        Duration duration;
        try {
            duration = PrometheusDuration.parse(text);
        } catch (DurationSyntaxException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "expected " + e.expectation() + ".", e);
        }
        if (duration.isZero()) {
            throw new CommandFailure("silence duration must be greater than 0");
        }
        return duration;
    }
}
