package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.server.api.SenderTime.UnreadableTimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row was asked of Alertmanager 0.33.1. */
final class SenderTimeTest {
    private static Timestamp parse(String text) throws UnreadableTimeException {
        return new SenderTime().parse(text.toCharArray(), text.length());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1970-01-01T00:00:00.000Z",
                "2020-01-01|2020-01-01T00:00:00.000Z",
                "2020-02-29|2020-02-29T00:00:00.000Z",
                "2020-01-01T02:00:00Z|2020-01-01T02:00:00.000Z",
                "2020-01-01T2:00:00Z|2020-01-01T02:00:00.000Z",
                "2020-01-01T02:00:00|2020-01-01T02:00:00.000Z",
                "2020-01-01T02:00:00.5|2020-01-01T02:00:00.500Z",
                "2020-01-01T02:00:00,5Z|2020-01-01T02:00:00.500Z",
                "2020-01-01T00:00:00.123456789Z|2020-01-01T00:00:00.123Z",
                "2020-01-01T00:00:00.1234567891Z|2020-01-01T00:00:00.123Z",
                "2020-01-01T02:00Z|2020-01-01T02:00:00.000Z",
                "2020-01-01T02:00|2020-01-01T02:00:00.000Z",
                "2020-01-01T2:00|2020-01-01T02:00:00.000Z",
                "2020-01-01 02:00:00|2020-01-01T02:00:00.000Z",
                "2020-01-01 02:00:00.5|2020-01-01T02:00:00.500Z",
                "2020-01-01T02:00:00+02:00|2020-01-01T02:00:00.000+02:00",
                "2020-01-01T02:00:00.5-05:30|2020-01-01T02:00:00.500-05:30",
                "2020-01-01T02:00:00.000+0200|2020-01-01T02:00:00.000+02:00",
                "2020-01-01T02:00:00,123+0200|2020-01-01T02:00:00.123+02:00",
                "2020-01-01T02:00:00.000000+0200|2020-01-01T02:00:00.000+02:00",
                "2020-01-01T02:00:00+02:60|2020-01-01T02:00:00.000+03:00",
                "2020-01-01T02:00:00-00:00|2020-01-01T02:00:00.000Z",
                "2020-01-01T02:00:00+00:00|2020-01-01T02:00:00.000Z",
                "0000-01-01T00:00:00Z|0000-01-01T00:00:00.000Z",
                "0000-01-01T00:00:00+01:00|0000-01-01T00:00:00.000+01:00",
                "9999-12-31T23:59:59Z|9999-12-31T23:59:59.000Z",
                "9999-12-31T23:59:59-01:00|9999-12-31T23:59:59.000-01:00",
            })
    void parse_accepted_isShownAsUpstreamDoes(String text, String shown) throws UnreadableTimeException {
        assertThat(ApiTime.format(parse(text))).isEqualTo(shown);
    }

    /** Deviation D-014: upstream keeps these offsets. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2020-01-01T02:00:00+24:00,2019-12-31T02:00:00.000Z",
        "2020-01-01T02:00:00-18:30,2020-01-01T20:30:00.000Z"
    })
    void parse_offsetBeyondEighteenHours_isShownInUtc(String text, String shown) throws UnreadableTimeException {
        assertThat(ApiTime.format(parse(text))).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '~',
            value = {
                "2020-01-01T02:00:00+0200|extra text: \"T02:00:00+0200\"",
                "2020-01-01T02:00:00.0+0200|extra text: \"T02:00:00.0+0200\"",
                "2020-01-01T02:00:00.12345+0200|extra text: \"T02:00:00.12345+0200\"",
                "2020-01-01T02:00:00.123456+0200x|extra text: \"T02:00:00.123456+0200x\"",
                "2020-01-01T02:00+02:00|extra text: \"T02:00+02:00\"",
                "2020-01-01 02:00:00Z|extra text: \" 02:00:00Z\"",
                "2020-01-01T02:00:00+25:00|extra text: \"T02:00:00+25:00\"",
                "2020-01-01t02:00:00z|extra text: \"t02:00:00z\"",
                "2020-01-01T24:00:00Z|extra text: \"T24:00:00Z\"",
                "2016-12-31T23:59:60Z|extra text: \"T23:59:60Z\"",
                "2020-01-01T02:60:00Z|extra text: \"T02:60:00Z\"",
                "2020-01-01T02:00:00.|extra text: \"T02:00:00.\"",
                "2020-01-01T02:0:00Z|extra text: \"T02:0:00Z\"",
                "2020-01-01T02:00:0Z|extra text: \"T02:00:0Z\"",
                "2020-01-01T|extra text: \"T\"",
                "2020-01-01T00:00:00Z |extra text: \"T00:00:00Z \"",
                "2020-02-30T00:00:00Z|extra text: \"T00:00:00Z\"",
                "2020-13-01T00:00:00Z|month out of range",
                "2020-00-01|month out of range",
                "0000-00-00|month out of range",
                "2020-13-45|month out of range",
                "2020-01-00|day out of range",
                "2020-01-32|day out of range",
                "2021-02-29|day out of range",
                "2020-02-30|day out of range",
            })
    void parse_refused_saysWhatTheDateLayoutMakesOfIt(String text, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(UnreadableTimeException.class)
                .hasMessage("parsing time \"" + text + "\": " + problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "yesterday|yesterday|2006",
                "x|x|2006",
                "202-01-01|202-01-01|2006",
                "20a0-01-01|20a0-01-01|2006",
                " 2020-01-01| 2020-01-01|2006",
                "-020-01-01|-020-01-01|2006",
                "10000-01-01T00:00:00Z|0-01-01T00:00:00Z|-",
                "20200101|0101|-",
                "2020/01/01|/01/01|-",
                "2020-1-01|1-01|01",
                "2020-01-1|1|02",
            })
    void parse_noDate_saysWhereTheDateLayoutFails(String text, String rest, String expected) {
        assertThatThrownBy(() -> parse(text))
                .hasMessage("parsing time \"" + text + "\" as \"2006-01-02\": cannot parse \"" + rest + "\" as \""
                        + expected + "\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2020-01-01é,\\xc3\\xa9", "'2020-01-01\n',\\x0a"})
    void parse_oddCharacters_areShownByByte(String text, String shown) {
        assertThatThrownBy(() -> parse(text)).hasMessageEndingWith("extra text: \"" + shown + "\"");
    }
}
