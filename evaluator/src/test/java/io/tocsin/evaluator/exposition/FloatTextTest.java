package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FloatTextTest {
    private static double parse(String text) {
        byte[] bytes = (" " + text + " ").getBytes(US_ASCII);
        return FloatText.parse(bytes, 1, bytes.length - 1);
    }

    @Test
    void parse_randomDecimals_isTheNearestNumber() {
        Random random = new Random(20261130);
        for (int i = 0; i < 200_000; i++) {
            String text = switch (i % 5) {
                case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                case 1 -> String.valueOf(random.nextInt());
                case 2 -> String.format(Locale.ROOT, "%.3f", random.nextDouble() * 1e6);
                case 3 -> random.nextInt(1_000_000) + "e" + (random.nextInt(60) - 30);
                default -> Long.toString(random.nextLong()) + "." + random.nextInt(Integer.MAX_VALUE);
            };
            if (text.contains("NaN") || text.contains("Infinity")) {
                continue;
            }
            assertThat(Double.doubleToRawLongBits(parse(text)))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @Test
    void parse_anyNaN_hasTheBitsThatAreStored() {
        assertThat(Double.doubleToRawLongBits(parse("nan"))).isEqualTo(0x7ff8000000000001L);
        assertThat(Double.doubleToRawLongBits(parse("NaN"))).isEqualTo(0x7ff8000000000001L);
    }

    @Test
    void parse_negativeZero_keepsItsSign() {
        assertThat(Double.doubleToRawLongBits(parse("-0"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", ".", "1e", "1e+", "0x10", "1d", "+nan", "in", "1.2.3", "1 ", "--1"})
    void parse_noNumber_saysSo(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("invalid syntax");
    }

    @Test
    void parse_tooLarge_saysSo() {
        assertThatThrownBy(() -> parse("1e309")).hasMessage("value out of range");
    }

    @Test
    void parse_newerSpellings_areRefused() {
        assertThatThrownBy(() -> parse("1_000")).hasMessage("unsupported character in float");
        assertThatThrownBy(() -> parse("0x1p-2")).hasMessage("unsupported character in float");
    }
}
