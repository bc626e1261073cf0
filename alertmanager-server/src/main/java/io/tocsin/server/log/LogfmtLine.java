package io.tocsin.server.log;

import io.tocsin.core.label.GoDuration;
import io.tocsin.core.label.GoQuote;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * {@code key=value} pairs separated by blanks; values are quoted only where they must be.
 *
 * @see "Upstream: log/slog text handler, observed with alertmanager 0.33.1"
 */
final class LogfmtLine implements LogLine {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder(160);

    @Override
    public void add(String key, @Nullable Object value) {
        if (!out.isEmpty()) {
            out.append(' ');
        }
        append(key);
        out.append('=');
        append(LogLine.bounded(text(value)));
    }

    @Override
    public String end() {
        return out.append('\n').toString();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof Instant instant) {
            return MILLIS.format(instant);
        }
        if (value instanceof Duration duration) {
            return GoDuration.format(duration);
        }
        return value instanceof Throwable thrown ? LogLine.failure(thrown) : value.toString();
    }

    private void append(String text) {
        out.append(needsQuotes(text) ? GoQuote.quote(text) : text);
    }

    private static boolean needsQuotes(String text) {
        return text.isEmpty() || text.codePoints().anyMatch(LogfmtLine::isUnsafe);
    }

    private static boolean isUnsafe(int c) {
        if (c < 0x80) {
            return c <= ' ' || c == '=' || c == '"';
        }
        return c == 0xFFFD || !GoQuote.isPrintable(c);
    }
}
