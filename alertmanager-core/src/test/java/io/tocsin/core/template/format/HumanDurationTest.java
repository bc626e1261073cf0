package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code humanizeDuration} makes of values, as 0.33.1 answers. */
final class HumanDurationTest {
    @ParameterizedTest
    @CsvSource({
        "1e-27, 0.001ys",
        "0.0, 0s",
        "-0.0, -0s",
        "-90061, -1d 1h 1m 1s",
        "-1.5, -1.5s",
        "1.23456, 1.235s",
        "1e-5, 10us",
        "+Inf, +Inf",
        "-Inf, -Inf",
        "nan, NaN",
        "59.99999, 60s",
        "60, 1m 0s",
        "3600, 1h 0m 0s",
        "0.9999999, 1000ms",
        "-0.25, -250ms",
        "1e19, -106751991167300d -15h -30m -8s",
        "-1e300, --106751991167300d -15h -30m -8s",
        "9e18, 104166666666666d 16h 0m 0s",
        "1_000, 16m 40s",
        "0x1p3, 8s",
        "0x1_0p3, 2m 8s",
        "0x_1p0, 1s",
        "+1., 1s",
        ".5e1, 5s",
        "+infinity, +Inf",
        "0_1, 1s"
    })
    void of_text_printsWhatItStandsFor(String text, String expected) throws CallException {
        assertThat(HumanDuration.of(Value.Text.of(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "_1", "1__0", "1_", "1_e3", "1._5", "0x1", "infi", ".", "1e", "1e+", "+nan", " 1", "1d", "1f"
            })
    void of_textThatIsNoNumber_fails(String text) {
        assertThatThrownBy(() -> HumanDuration.of(Value.Text.of(text)))
                .isInstanceOf(CallException.class)
                .hasMessage("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
    }

    @Test
    void of_numbers_areSeconds() throws CallException {
        assertThat(HumanDuration.of(Value.Int.of(61))).isEqualTo("1m 1s");
        assertThat(HumanDuration.of(Value.Real.of(0.5))).isEqualTo("500ms");
        assertThat(HumanDuration.of(TimeTypes.duration(1_500_000_000))).isEqualTo("1.5s");
    }

    @Test
    void of_otherTypes_fails() {
        assertThatThrownBy(() -> HumanDuration.of(Value.Bool.TRUE)).hasMessage("can't convert bool to float");
        assertThatThrownBy(() -> HumanDuration.of(Value.Nothing.NOTHING)).hasMessage("can't convert <nil> to float");
        assertThatThrownBy(() -> HumanDuration.of(new Value.Int(11, TimeTypes.MONTH)))
                .hasMessage("can't convert time.Month to float");
        assertThatThrownBy(() -> HumanDuration.of(Value.Text.of("1e999")))
                .hasMessage("strconv.ParseFloat: parsing \"1e999\": value out of range");
        assertThatThrownBy(() -> HumanDuration.of(new Value.Int(1, GoType.UINT8)))
                .hasMessage("can't convert uint8 to float");
    }
}
