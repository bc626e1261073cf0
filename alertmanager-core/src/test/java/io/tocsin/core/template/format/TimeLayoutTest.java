package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeLayoutTest {
    private static GoTime parse(String time) throws TimeSyntaxException {
        return TimeParser.parse(TimeLayout.RFC3339, time, TimeLocation.UTC, TimeLocation.UTC);
    }

    /** Both lines were recorded from amtool 0.33.1 with --date.format. */
    @Test
    void format_everyElement_printsWhatTheOriginalPrints() throws TimeSyntaxException {
        String layout = "Mon Monday Jan January 01 1 02 2 _2 15 03 3 PM pm 04 4 05 5 06 2006 .000 .999 .000000 .999999"
                + " -07:00 -0700 -07 Z07:00 Z0700 Z07 MST 002 __2 05.000 05.99999 05,000";
        assertThat(TimeLayout.format(layout, parse("2020-01-02T02:00:00.123+02:00")))
                .isEqualTo(
                        "Thu Thursday Jan January 01 1 02 2  2 02 02 2 AM am 00 0 00 0 20 2020 .123 .123 .123000 .123"
                                + " +02:00 +0200 +02 +02:00 +0200 +02 +0200 002   2 00.123 00.123 00,123");
    }

    @ParameterizedTest
    @CsvSource({
        "2006-01-02 15:04:05 MST, 2020-01-01T00:00:00Z, 2020-01-01 00:00:00 UTC",
        "2006-01-02T15:04:05Z07:00, 2020-12-31T23:59:59Z, 2020-12-31T23:59:59Z",
        "3:04PM, 2020-01-01T12:05:00Z, 12:05PM",
        "3:04PM, 2020-01-01T00:05:00Z, 12:05AM",
        "_2 Jan, 2020-01-31T00:00:00Z, 31 Jan",
        "Janitor Month, 2020-01-31T00:00:00Z, Janitor Month",
        "15:04:05.999, 2020-01-31T00:00:00Z, 00:00:00",
        "_2006, 2020-01-31T00:00:00Z, _2020",
        "Z07:00:00 -07:00:00, 2020-01-31T00:00:00Z, Z +00:00:00"
    })
    void format_layout_printsThePartsNamed(String layout, String time, String expected) throws TimeSyntaxException {
        assertThat(TimeLayout.format(layout, parse(time))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:00Z, 2026-01-02T03:04:00Z",
        "2026-01-02T03:04:05+00:00, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.500-08:00, 2026-01-02T03:04:05.5-08:00",
        "2026-01-02T03:04:05.000000001+05:30, 2026-01-02T03:04:05.000000001+05:30",
        "2026-01-02T03:04:05.120000-00:30, 2026-01-02T03:04:05.12-00:30",
        "0900-12-31T23:59:59.999999999+14:00, 0900-12-31T23:59:59.999999999+14:00",
    })
    void format_timestamp_keepsTheSendersOffset(String given, String printed) {
        Timestamp timestamp = Timestamp.of(OffsetDateTime.parse(given));
        assertThat(TimeLayout.format(TimeLayout.RFC3339_NANO, GoTime.of(timestamp, ZoneOffset.UTC)))
                .isEqualTo(printed);
    }
}
