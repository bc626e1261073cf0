package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.server.http.QueryParameters;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The parameters of a request: those of a posted form before those of the query, of which the first counts.
 *
 * @see "Upstream: web/api/v1/api.go parseTime, parseTimeParam, parseDuration, parseLimitParam"
 */
final class RequestParameters {
    /** What clients send for "from the beginning" and "to the end". */
    private static final String TIME_MIN = "-292273086-05-16T16:47:06Z";

    private static final String TIME_MAX = "292277025-08-18T07:12:54.999999999Z";
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final double MILLIS_PER_SECOND = 1_000;

    /** Milliseconds beyond which a number of seconds is no time of anything. */
    private static final double MILLIS_END = 0x1p62;

    private static final double NANOS_END = 0x1p63;
    private static final double NANOS_PER_SECOND = 1e9;

    private final QueryParameters parameters;

    RequestParameters(QueryParameters parameters) {
        this.parameters = requireNonNull(parameters, "parameters");
    }

    /** Empty where it was not given. */
    String text(String name) {
        return parameters.first(name);
    }

    List<String> all(String name) {
        return parameters.all(name);
    }

    /**
     * A time that has a default.
     *
     * @return milliseconds since 1970
     */
    long time(String name, long defaultMillis) throws RequestException {
        String text = text(name);
        if (text.isEmpty()) {
            return defaultMillis;
        }
        OptionalLong millis = readTime(text);
        if (millis.isEmpty()) {
            throw RequestException.badParameter(
                    name, "invalid time value for '" + name + "': " + expected(text, "timestamp"));
        }
        return millis.getAsLong();
    }

    /** A time that must be given. */
    long time(String name) throws RequestException {
        String text = text(name);
        return readTime(text).orElseThrow(() -> RequestException.badParameter(name, expected(text, "timestamp")));
    }

    /** A duration that must be given, in milliseconds. */
    long duration(String name) throws RequestException {
        String text = text(name);
        try {
            return readDuration(text);
        } catch (IllegalArgumentException e) {
            throw RequestException.badParameter(name, String.valueOf(e.getMessage()));
        }
    }

    /** A duration, in milliseconds; empty where it was not given. */
    OptionalLong durationIfGiven(String name) throws RequestException {
        return text(name).isEmpty() ? OptionalLong.empty() : OptionalLong.of(duration(name));
    }

    /** How many are wanted at most; empty for all. */
    OptionalInt limit() throws RequestException {
        String text = text("limit");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int limit = whole(text);
        if (limit < 0) {
            throw RequestException.badParameter("limit", "limit must be non-negative");
        }
        return limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    private static int whole(String text) throws RequestException {
        try {
            return readWhole(text);
        } catch (IllegalArgumentException e) {
            throw RequestException.badParameter("limit", "strconv.Atoi: " + e.getMessage());
        }
    }

    /** @throws IllegalArgumentException whose message is that of Go's {@code strconv} without the name of the function */
    static int readWhole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("parsing " + GoQuote.quote(text) + ": invalid syntax");
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("parsing " + GoQuote.quote(text) + ": value out of range", e);
        }
    }

    private static String expected(String text, String what) {
        return "cannot parse " + GoQuote.quote(text) + " to a valid " + what;
    }

    /** Deviation D-336: what is no time that exists, such as NaN, is none here; the original takes it for some time. */
    private static OptionalLong readTime(String text) {
        if (NUMBER.matcher(text).matches()) {
            double seconds = Double.parseDouble(text);
            double millis = Math.floor(seconds) * MILLIS_PER_SECOND
                    + Math.rint((seconds - Math.floor(seconds)) * MILLIS_PER_SECOND);
            return Math.abs(millis) < MILLIS_END ? OptionalLong.of((long) millis) : OptionalLong.empty();
        }
        if (RFC_3339.matcher(text).matches()) {
            try {
                return OptionalLong.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME
                        .parse(text, Instant::from)
                        .toEpochMilli());
            } catch (DateTimeException e) {
                return OptionalLong.empty();
            }
        }
        if (text.equals(TIME_MIN)) {
            return OptionalLong.of((long) -MILLIS_END);
        }
        return text.equals(TIME_MAX) ? OptionalLong.of((long) MILLIS_END) : OptionalLong.empty();
    }

    /** @throws IllegalArgumentException that says what is wrong */
    static long readDuration(String text) {
        if (NUMBER.matcher(text).matches()) {
            double seconds = Double.parseDouble(text);
            if (Math.abs(seconds * NANOS_PER_SECOND) >= NANOS_END) {
                throw new IllegalArgumentException(expected(text, "duration") + ". It overflows int64");
            }
            // Not of the text: a million digits would keep the event loop for seconds.
            return BigDecimal.valueOf(seconds).movePointRight(3).longValue();
        }
        try {
            return PrometheusDuration.parse(text).toMillis();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(expected(text, "duration"), e);
        }
    }
}
