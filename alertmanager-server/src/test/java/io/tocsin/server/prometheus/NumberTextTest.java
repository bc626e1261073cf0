package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.ShortestDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-2.25, -2.25",
        "1e-6, 0.000001",
        "1e-7, 1e-07",
        "9.99e-7, 9.99e-07",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "2e23, 2e+23",
        "123456789.123, 123456789.123",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.17719298245614032, 0.17719298245614032",
        "5.6843418860808015e-14, 5.684341886080802e-14",
        "9007199254740993, 9007199254740992",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void sample_isPlainButForVeryLargeAndVerySmallNumbers(double value, String text) {
        assertThat(NumberText.sample(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1e21, 1000000000000000000000", "1e-7, 0.0000001", "1.5, 1.5", "Infinity, +Inf"})
    void plain_neverHasAnExponent(double value, String text) {
        assertThat(NumberText.plain(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1e+00", "0, 0e+00", "-12.5, -1.25e+01", "1e100, 1e+100", "0.001, 1e-03", "NaN, NaN"})
    void scientific_alwaysHasAnExponent(double value, String text) {
        assertThat(NumberText.scientific(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000600000, 1700000600, 1700000600",
        "1700000600500, 1700000600.500, 1700000600.5",
        "1700000600001, 1700000600.001, 1700000600.001",
        "-1250, -1.250, -1.25",
        "0, 0, 0",
        "-5, -0.005, -0.005"
    })
    void time_hasThreeDigitsOrNone_ofAScalarNoZerosAtItsEnd(long millis, String time, String scalarTime) {
        assertThat(NumberText.time(millis)).isEqualTo(time);
        assertThat(NumberText.scalarTime(millis)).isEqualTo(scalarTime);
    }

    @Test
    void sample_anyNumber_hasTheFewestDigits() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : random.nextDouble() * Math.pow(10, random.nextInt(12) - 6);
            if (Double.isFinite(value)) {
                assertThat(NumberText.plain(value))
                        .isEqualTo(ShortestDecimal.of(value).toPlainString());
            }
        }
    }
}
