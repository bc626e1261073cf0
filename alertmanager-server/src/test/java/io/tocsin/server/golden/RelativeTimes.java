package io.tocsin.server.golden;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns times into offsets from the origin of a run, both ways.
 *
 * <p>In inputs, {@code "+1.5s"} or {@code "-3600s@+02:00"} becomes a timestamp. In answers, a time that was posted in this
 * run becomes {@code T+1.5s} and must come back exactly; any other time near the origin was made by the server and becomes
 * {@code T~1.5s}, to a tenth of a second. Times far from the origin stay as they are. A time that is not written the way
 * its place wants it is marked.
 */
final class RelativeTimes {
    private static final Pattern INPUT = Pattern.compile("([+-]\\d+(?:\\.\\d+)?)s(?:@([+-]\\d\\d:\\d\\d))?");
    private static final Pattern OUTPUT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Duration NEAR = Duration.ofDays(2);

    private final Instant origin;
    private final Set<Instant> posted = new HashSet<>();

    RelativeTimes(Instant origin) {
        this.origin = origin;
    }

    /** The timestamp for {@code text}, or null when it is not an offset. Remembers the time as posted. */
    @Nullable
    String toTimestamp(String text) {
        var offset = INPUT.matcher(text);
        if (!offset.matches()) {
            return null;
        }
        long nanos = new BigDecimal(offset.group(1)).movePointRight(9).longValueExact();
        Instant time = origin.plusNanos(nanos);
        posted.add(time);
        posted.add(time.truncatedTo(ChronoUnit.MILLIS));
        String zone = offset.group(2) == null ? "Z" : offset.group(2);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.of(zone)));
    }

    /** Answers of the API: exactly three digits of a second. */
    String inAnswer(String text) {
        return OUTPUT.matcher(text).replaceAll(time -> relative(time.group(), length(time.group(1)) == 4));
    }

    /** Notifications: as many digits as are needed, none when there is nothing to say. */
    String inNotification(String text) {
        return OUTPUT.matcher(text).replaceAll(time -> {
            String fraction = time.group(1);
            return relative(time.group(), fraction == null || !fraction.endsWith("0"));
        });
    }

    String of(Instant time) {
        return String.format(
                Locale.ROOT, "T~%.1fs", Duration.between(origin, time).toMillis() / 1000.0);
    }

    private String relative(String text, boolean wellWritten) {
        OffsetDateTime time;
        try {
            time = OffsetDateTime.parse(text);
        } catch (DateTimeParseException notATime) {
            return text; // An error message quotes what was posted.
        }
        Duration distance = Duration.between(origin, time.toInstant());
        String shown = text;
        if (distance.abs().compareTo(NEAR) < 0) {
            String zone = text.endsWith("Z") ? "" : "@" + time.getOffset();
            shown = (posted.contains(time.toInstant()) ? exact(distance) : of(time.toInstant())) + zone;
        }
        return wellWritten ? shown : shown + " (badly written: " + text + ")";
    }

    private static String exact(Duration distance) {
        var seconds = BigDecimal.valueOf(distance.toMillis(), 3).stripTrailingZeros();
        var nanos = BigDecimal.valueOf(distance.toNanos(), 9).stripTrailingZeros();
        var shown = nanos.compareTo(seconds) == 0 ? seconds : nanos;
        return "T" + (shown.signum() < 0 ? "" : "+") + shown.toPlainString() + "s";
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
