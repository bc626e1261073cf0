package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrometheusDurationTest {
    @ParameterizedTest(name = "{0} is {1} ms, printed {2}")
    @CsvSource({
        "0, 0, 0s",
        "0s, 0, 0s",
        "5m, 300000, 5m",
        "90s, 90000, 1m30s",
        "1h30m, 5400000, 1h30m",
        "1d12h, 129600000, 1d12h",
        "36h, 129600000, 1d12h",
        "14d, 1209600000, 2w",
        "15d, 1296000000, 15d",
        "1w1d, 691200000, 8d",
        "365d, 31536000000, 1y",
        "1y1ms, 31536000001, 365d1ms",
        "1y2w3d4h5m6s7ms, 33019506007, 382d4h5m6s7ms",
        "292y, 9208512000000, 292y",
        "007s, 7000, 7s",
    })
    void parse_valid_countsAndPrintsCanonically(String text, long millis, String printed) {
        assertThat(PrometheusDuration.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(PrometheusDuration.format(Duration.ofMillis(millis))).isEqualTo(printed);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| empty duration string",
                "5| not a valid duration string: \"5\"",
                "1h1d| not a valid duration string: \"1h1d\"",
                "1m1m| not a valid duration string: \"1m1m\"",
                "-1s| not a valid duration string: \"-1s\"",
                "s| not a valid duration string: \"s\"",
                "1.5h| unknown unit \".\" in duration \"1.5h\"",
                "30 sec| unknown unit \" sec\" in duration \"30 sec\"",
                "1us| unknown unit \"us\" in duration \"1us\"",
                "1S| unknown unit \"S\" in duration \"1S\"",
                "99999999999999999999s| not a valid duration string: \"99999999999999999999s\"",
                "293y| duration out of range",
                "292y999d| duration out of range",
            })
    void parse_invalid_throwsInTheOriginalsWords(String text, String message) {
        assertThatThrownBy(() -> PrometheusDuration.parse(text))
                .isInstanceOf(DurationSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void format_random_roundTrips() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong() >>> 21 + random.nextInt(40));
            assertThat(PrometheusDuration.parse(PrometheusDuration.format(duration)))
                    .isEqualTo(duration);
        }
    }

    @Test
    void format_negative_isRefused() {
        assertThatThrownBy(() -> PrometheusDuration.format(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: >= 0");
    }
}
