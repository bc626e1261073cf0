package io.tocsin.server.golden;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Times near the run, in the bodies of requests and in the answers to them: <code>{+1.5s}</code> is that long after the
 * start of the set. An answer shows such a time by the same name.
 */
final class PostedTimes {
    private static final Pattern NAME = Pattern.compile("\\{([+-]\\d+(?:\\.\\d{1,3})?)s}");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Instant origin;

    /** Names by timestamp. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /** @param start cut to the second, because the original compares seconds in one place */
    PostedTimes(Instant start) {
        origin = start.truncatedTo(ChronoUnit.SECONDS);
    }

    String withTimestamps(String request) {
        return NAME.matcher(request).replaceAll(name -> {
            long millis = new BigDecimal(name.group(1)).movePointRight(3).longValueExact();
            String timestamp = FORMAT.format(origin.plusMillis(millis));
            names.put(timestamp, name.group());
            return timestamp;
        });
    }

    String withNames(String answer) {
        String named = answer;
        for (Map.Entry<String, String> each : names.entrySet()) {
            named = named.replace(each.getKey(), each.getValue());
        }
        return named;
    }
}
