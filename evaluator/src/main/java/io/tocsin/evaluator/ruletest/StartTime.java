package io.tocsin.evaluator.ruletest;

import io.tocsin.core.template.format.FloatReader;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.core.template.format.TimeParser;
import io.tocsin.core.template.format.TimeSyntaxException;
import io.tocsin.core.template.value.CallException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The time at which a test starts: seconds since 1970, with or without a fraction, or RFC 3339.
 *
 * @see "Upstream: cmd/promtool/main.go parseTime, of 3.14"
 */
final class StartTime {
    private static final long SECONDS_MIN =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long SECONDS_MAX =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long MILLIS = 1_000;
    private static final double NANOS = 1e9;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private StartTime() {}

    /** @return milliseconds since 1970, cut off; empty if it is no time, or not of the years 0 to 9999 */
    static OptionalLong millis(String text) {
        double seconds;
        try {
            seconds = FloatReader.parse(text);
        } catch (CallException notANumber) {
            return written(text);
        }
        if (!(seconds >= SECONDS_MIN && seconds <= SECONDS_MAX)) {
            return OptionalLong.empty();
        }
        long whole = (long) seconds;
        return millis(whole, (long) ((seconds - whole) * NANOS));
    }

    private static OptionalLong written(String text) {
        try {
            GoTime time = TimeParser.parse(TimeLayout.RFC3339_NANO, text, TimeLocation.UTC, TimeLocation.UTC);
            return millis(time.epochSecond(), time.nano());
        } catch (TimeSyntaxException notATime) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong millis(long seconds, long nanos) {
        return OptionalLong.of(seconds * MILLIS + Math.floorDiv(nanos, NANOS_PER_MILLI));
    }
}
