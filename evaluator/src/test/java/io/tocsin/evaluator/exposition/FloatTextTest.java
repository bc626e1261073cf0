package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
            assertNearest(text);
        }
    }

    /** What decides between two doubles: numbers at, just below and just above the middle between them. */
    @Test
    void parse_betweenTwoDoubles_isTheNearestNumber() {
        Random random = new Random(20261130);
        for (int i = 0; i < 30_000; i++) {
            double lower = Math.scalb(1 + random.nextDouble(), random.nextInt(120) - 60);
            BigDecimal middle = new BigDecimal(lower).add(new BigDecimal(Math.ulp(lower) / 2));
            BigDecimal cut = middle.round(new MathContext(15 + random.nextInt(6), RoundingMode.HALF_EVEN));
            BigDecimal text = cut.add(cut.ulp().multiply(BigDecimal.valueOf(random.nextInt(3) - 1L)));
            assertNearest(i % 2 == 0 ? text.toPlainString() : text.toString());
        }
    }

    @Test
    void parse_exactlyBetweenTwoDoubles_isTheEvenOne() {
        Random random = new Random(20261130);
        for (int i = 0; i < 30_000; i++) {
            long odd = (1L << 53) + 2L * random.nextInt() + (1L << 40) | 1;
            BigDecimal middle =
                    BigDecimal.valueOf(odd).multiply(BigDecimal.valueOf(2).pow(random.nextInt(10)));
            assertNearest(middle.toPlainString());
            assertNearest(
                    middle.divide(BigDecimal.valueOf(1L << random.nextInt(5))).toString());
        }
    }

    /** Of each power of ten that is known, and some beside it. */
    @Test
    void parse_nineteenDigitsOfAnyScale_isTheNearestNumber() {
        Random random = new Random(20261130);
        for (int scale = -40; scale <= 70; scale++) {
            for (int i = 0; i < 300; i++) {
                String digits = Long.toUnsignedString(random.nextLong() | 1L << 62);
                assertNearest(digits.substring(0, 1 + random.nextInt(19)) + "e" + scale);
            }
            assertNearest("9999999999999999999e" + scale);
            assertNearest("0e" + scale);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.00000000000000000000012345678901234567",
                "000000000000000000000000000001.5",
                "0000000000000000000000000.00000",
                "18446744073709551615",
                "18446744073709551616",
                "123456789012345678901234567890",
                "9007199254740993",
                "-9007199254740993.0",
                "1.7976931348623157e308",
                "4.9e-324",
                "2.2250738585072011e-308"
            })
    void parse_remarkableNumber_isTheNearestNumber(String text) {
        assertNearest(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {900, 980, 999, 1_000, 1_001, 1_010, 99_990, 99_999, 100_000, 100_001, 100_010, 200_000})
    void parse_exponentMakesUpForZerosOfTheFraction_isTheNearestNumber(int zeros) {
        String fraction = "0." + "0".repeat(zeros);
        for (int more : new int[] {-400, -330, -1, 0, 1, 10, 23, 300}) {
            assertNearest(fraction + "1e" + (zeros + more));
            assertNearest("-" + fraction + "1234567890123456789e+" + (zeros + more));
            assertNearest(fraction + "0e" + (zeros + more));
        }
        assertNearest(fraction + "1e-" + zeros);
        assertThatThrownBy(() -> parse(fraction + "1e" + (zeros + 320))).hasMessage("value out of range");
    }

    @Test
    void parse_moreZerosThanTheLargestExponentThatIsCounted_isExact() {
        assertThat(parse("0." + "0".repeat(100_010) + "1e100020")).isEqualTo(1e9);
        assertThat(parse("0." + "0".repeat(100_008) + "1e100000")).isEqualTo(1e-9);
    }

    private static void assertNearest(String text) {
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .as("%s (%s characters)", text.substring(Math.max(0, text.length() - 40)), text.length())
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
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
