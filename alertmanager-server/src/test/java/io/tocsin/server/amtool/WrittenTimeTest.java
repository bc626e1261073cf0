package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected messages were recorded from amtool 0.33.1. */
final class WrittenTimeTest {
    private static final String LIKE = " as \"2006-01-02T15:04:05Z07:00\": cannot parse ";

    @ParameterizedTest
    @CsvSource({
        "2020-01-02T03:04:05Z, 2020-01-02T03:04:05.000Z",
        "2020-01-02T03:04:05.1239Z, 2020-01-02T03:04:05.123Z",
        "2020-01-02T02:00:00.5+02:00, 2020-01-02T02:00:00.500+02:00",
        "2020-01-02T02:00:00-08:30, 2020-01-02T02:00:00.000-08:30",
        "2019-02-20T2:00:00Z, 2019-02-20T02:00:00.000Z",
        "0001-01-01T00:00:00.000Z, 0001-01-01T00:00:00.000Z"
    })
    void parse_goodTime_keepsItsOffsetAndMilliseconds(String text, String json) throws CommandFailure {
        assertThat(WrittenTime.inJson(WrittenTime.parse(text))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, yesterday, 2006",
        "2020-01-04, '', T",
        "2019-02-20 02:00:00Z, ' 02:00:00Z', T",
        "2019-2-20T02:00:00Z, 2-20T02:00:00Z, 01",
        "2019-02-20T02:00:00, '', Z07:00",
        "2019-02-20T02:00:00.Z, .Z, Z07:00"
    })
    void parse_otherShape_namesThePartAndWhatItShouldBe(String text, String rest, String element) {
        assertThatThrownBy(() -> WrittenTime.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("parsing time \"" + text + "\"" + LIKE + "\"" + rest + "\" as \"" + element + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2019-13-02T02:00:00Z, month out of range",
        "2019-02-30T02:00:00Z, day out of range",
        "2019-02-20T25:00:00Z, hour out of range",
        "2019-02-20T02:00:00+25:00, time zone offset hour out of range",
        "2019-02-20T02:00:00Zx, 'extra text: \"x\"'"
    })
    void parse_impossibleTime_saysWhy(String text, String why) {
        assertThatThrownBy(() -> WrittenTime.parse(text)).hasMessage("parsing time \"" + text + "\": " + why);
    }

    @Test
    void compareTo_differentOffsets_comparesPointsInTime() throws CommandFailure {
        assertThat(WrittenTime.parse("2020-01-02T02:00:00+02:00"))
                .isLessThan(WrittenTime.parse("2020-01-02T00:00:00.001Z"));
        assertThat(WrittenTime.parse("1970-01-01T01:00:00+01:00").epochSecond()).isZero();
    }
}
