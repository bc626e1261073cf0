package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** More texts stand in the recorded group keys, see {@link FingerprintTest}. */
final class GoQuoteTest {
    @Test
    void quote_controlCharacters_usesShortEscapesWhereGoHasThem() {
        assertThat(GoQuote.quote("\u0007\b\f\n\r\t\u000b\u0000\u001b\u007f\"\\'"))
                .isEqualTo("\"\\a\\b\\f\\n\\r\\t\\v\\x00\\x1b\\x7f\\\"\\\\'\"");
    }

    @Test
    void quote_edgesOfTheTable_areRight() {
        assertThat(GoQuote.quote("\u0080\u00a0\u00a1\u00ad\u00ae")).isEqualTo("\"\\u0080\\u00a0\u00a1\\u00ad\u00ae\"");
        assertThat(GoQuote.quote("\udb40\uddef\udb40\uddf0\udbff\udfff"))
                .isEqualTo("\"\udb40\uddef\\U000e01f0\\U0010ffff\"");
    }

    @Test
    void quote_newerThanTheJdk_isPrintedAsTheOriginalDoes() {
        // U+1FAEA came with Unicode 17, U+1FAEB is not assigned.
        assertThat(GoQuote.quote("\ud83e\udeea\ud83e\udeeb")).isEqualTo("\"\ud83e\udeea\\U0001faeb\"");
    }

    @Test
    void unquote_quoted_givesTheTextBack() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            int[] points = random.ints(random.nextInt(6), 0, 0x110000)
                    .map(p -> random.nextBoolean() ? p % 0x180 : p)
                    .filter(p -> p < 0xD800 || p > 0xDFFF)
                    .toArray();
            String text = new String(points, 0, points.length);
            assertThat(GoQuote.unquote(GoQuote.quote(text))).contains(text);
        }
    }
}
