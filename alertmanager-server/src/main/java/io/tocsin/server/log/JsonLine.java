package io.tocsin.server.log;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line. Numbers and booleans stay what they are, durations are nanoseconds, the rest is text.
 *
 * @see "Upstream: log/slog JSON handler, observed with alertmanager 0.33.1"
 */
final class JsonLine implements LogLine {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(200).append('{');

    @Override
    public void add(String key, @Nullable Object value) {
        if (out.length() > 1) {
            out.append(',');
        }
        quote(key);
        out.append(':');
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.append(number.doubleValue());
        } else if (value instanceof Duration duration) {
            out.append(duration.toNanos());
        } else {
            quote(LogLine.bounded(text(value)));
        }
    }

    @Override
    public String end() {
        return out.append("}\n").toString();
    }

    private static String text(Object value) {
        if (value instanceof Instant instant) {
            return nanos(instant);
        }
        return value instanceof Throwable thrown ? LogLine.failure(thrown) : value.toString();
    }

    /** RFC 3339 with as many fractional digits as needed, none for a full second. */
    private static String nanos(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        String seconds = time.withNano(0).toLocalDateTime().toString();
        // A full minute prints without its seconds.
        String whole = seconds.length() == "2026-01-01T00:00".length() ? seconds + ":00" : seconds;
        String fraction = time.getNano() == 0
                ? ""
                : String.format(".%09d", time.getNano()).replaceAll("0+$", "");
        return whole + fraction + "Z";
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029') {
                        escape(c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX[(c >> shift) & 0xF]);
        }
    }
}
