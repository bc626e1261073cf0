package io.tocsin.notifiers.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Rfc3339Test {
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
    void nano_time_isPrintedAsGoDoes(String given, String printed) {
        assertThat(Rfc3339.nano(Timestamp.of(OffsetDateTime.parse(given)))).isEqualTo(printed);
    }
}
