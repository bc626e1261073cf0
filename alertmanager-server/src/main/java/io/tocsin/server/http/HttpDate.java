package io.tocsin.server.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header, formatted once a second. Thread-safe. */
final class HttpDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final InstantSource clock;

    // Volatile: event loops share it; two that format the same second at once do no harm.
    private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

    private record Stamp(long epochSecond, String text) {}

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        Instant now = clock.instant();
        Stamp known = stamp;
        if (known.epochSecond() != now.getEpochSecond()) {
            known = new Stamp(now.getEpochSecond(), FORMAT.format(now.atOffset(ZoneOffset.UTC)));
            stamp = known;
        }
        return known.text();
    }
}
