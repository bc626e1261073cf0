package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More numbers, as the original shows them, are in {@code files-recorded/numbers.tsv} of the integrations' tests. */
final class GoFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "0.5, 0.5",
        "1e3, 1000",
        "123456, 123456",
        "1234567, 1.234567e+06",
        "100000, 100000",
        "1e6, 1e+06",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1e23, 1e+23",
        "2e-3, 0.002",
        "9007199254740993, 9.007199254740992e+15",
        "-1.5e300, -1.5e+300",
        "4.9E-324, 5e-324",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "NaN, .nan",
        "Infinity, .inf",
        "-Infinity, -.inf",
    })
    void format_number_isShortest(double value, String expected) {
        assertThat(GoFloat.format(value)).isEqualTo(expected);
    }

    @Test
    void format_anyNumber_isReadBackAsTheSame() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(GoFloat.format(value))).isEqualTo(value);
            }
        }
    }
}
