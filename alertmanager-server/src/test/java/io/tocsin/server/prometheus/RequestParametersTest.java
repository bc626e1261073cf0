package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.http.QueryParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestParametersTest {
    @ParameterizedTest
    @CsvSource({
        "1700000000, 1700000000000",
        "1700000000.5, 1700000000500",
        "1700000000.1234, 1700000000123",
        "-1.25, -1250",
        "1.7e9, 1700000000000",
        "2023-11-14T22:13:20Z, 1700000000000",
        "2023-11-14T23:13:20.25%2B01:00, 1700000000250"
    })
    void time_isSecondsOrRfc3339(String text, long millis) throws RequestException {
        assertThat(of("time=" + text).time("time")).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "NaN", "1e30", "2023-13-01T00:00:00Z", "2023-11-14", "0x10", "1_000"})
    void time_thatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> of("time=" + text).time("time", 0))
                .isInstanceOf(RequestException.class)
                .hasMessage("invalid parameter \"time\": invalid time value for 'time': cannot parse \"" + text
                        + "\" to a valid timestamp");
    }

    @ParameterizedTest
    @CsvSource({"15, 15000", "0.5, 500", "1m, 60000", "1h30m, 5400000", "-1, -1000", "1e-3, 1"})
    void duration_isSecondsOrHasUnits(String text, long millis) throws RequestException {
        assertThat(of("step=" + text).duration("step")).isEqualTo(millis);
    }

    /** As many digits take BigDecimal many minutes; the limit is far above what else there is to do. */
    @Test
    @Timeout(60)
    void duration_ofMillionsOfDigits_isReadAtOnce() throws RequestException {
        assertThat(of("step=1." + "1".repeat(8_000_000)).duration("step")).isEqualTo(1_111);
    }

    @Test
    void parameter_givenTwice_theFirstCountsAndTheFormBeforeTheQuery() {
        QueryParameters form = QueryParameters.parse("query=1&query=2");
        RequestParameters both = new RequestParameters(form.before(QueryParameters.parse("query=3&time=4")));

        assertThat(both.text("query")).isEqualTo("1");
        assertThat(both.all("query")).containsExactly("1", "2", "3");
        assertThat(both.text("time")).isEqualTo("4");
        assertThat(both.text("step")).isEmpty();
    }

    @Test
    void limit_zeroOrNone_isNoLimit() throws RequestException {
        assertThat(of("limit=0").limit()).isEmpty();
        assertThat(of("").limit()).isEmpty();
        assertThat(of("limit=7").limit()).hasValue(7);
        assertThatThrownBy(() -> of("limit=99999999999").limit())
                .hasMessage("invalid parameter \"limit\": strconv.Atoi: parsing \"99999999999\": value out of range");
    }

    private static RequestParameters of(String query) {
        return new RequestParameters(QueryParameters.parse(query));
    }
}
