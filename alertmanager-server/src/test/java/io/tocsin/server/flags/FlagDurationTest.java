package io.tocsin.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row was asked of alertmanager 0.33.1 with {@code --data.retention}. */
final class FlagDurationTest {
    @ParameterizedTest
    @CsvSource({
        "5d, PT120H",
        "1w, PT168H",
        "1d12h, PT36H",
        "1.5d, PT36H",
        "1.5h, PT1H30M",
        "-5m, PT-5M",
        "+5m, PT5M",
        "0, PT0S",
        "0d, PT0S",
        ".5s, PT0.5S",
        "5.s, PT5S",
        "1us, PT0.000001S",
        "1\u00b5s, PT0.000001S",
        "1\u03bcs, PT0.000001S",
        "1ns, PT0.000000001S",
        "1.h, PT1H",
        "2h45m, PT2H45M",
        "300ms, PT0.3S",
    })
    void parse_ofADuration_isThat(String text, Duration expected) throws FlagException {
        assertThat(FlagDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 'time: missing unit in duration \"30\"'",
        "1h30, 'time: missing unit in duration \"1h30\"'",
        "'', 'time: invalid duration \"\"'",
        "., 'time: invalid duration \".\"'",
        "-., 'time: invalid duration \"-.\"'",
        "w, 'time: invalid duration \"w\"'",
        "1y, 'time: unknown unit \"y\" in duration \"1y\"'",
        "5 m, 'time: unknown unit \" m\" in duration \"5 m\"'",
        "5D, 'time: unknown unit \"D\" in duration \"5D\"'",
        "1h-5m, 'time: unknown unit \"h-\" in duration \"1h-5m\"'",
        "300000000h, 'time: invalid duration \"300000000h\"'",
        "99999999999999999999s, 'time: invalid duration \"99999999999999999999s\"'",
    })
    void parse_ofSomethingElse_saysWhatTheOriginalSays(String text, String expected) {
        assertThatThrownBy(() -> FlagDuration.parse(text))
                .isInstanceOf(FlagException.class)
                .hasMessage(expected);
    }
}
