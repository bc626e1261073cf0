package io.tocsin.core.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextBytesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "h\u00e9", "\u20ac", "\ud83d\ude00", "a\u0000\u007f\u0080\u07ff\u0800\uffff"})
    void of_text_isItsUtf8(String text) {
        assertThat(TextBytes.of(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(TextBytes.count(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(TextBytes.text(TextBytes.of(text))).isEqualTo(text);
    }

    @Test
    void text_bytesThatAreNoUtf8_standsForEachOfThem() {
        byte[] bytes = {'a', (byte) 0xC3, 'b', (byte) 0xE2, (byte) 0x82, (byte) 0xFF};
        String text = TextBytes.text(bytes);
        assertThat(text).isEqualTo("a\udcc3b\udce2\udc82\udcff");
        assertThat(TextBytes.of(text)).isEqualTo(bytes);
        assertThat(TextBytes.count(text)).isEqualTo(bytes.length);
    }

    @Test
    void text_partOfBytes_isThatPart() {
        assertThat(TextBytes.text("h\u00e9llo".getBytes(StandardCharsets.UTF_8), 1, 3))
                .isEqualTo("\u00e9");
        assertThat(TextBytes.text("h\u00e9llo".getBytes(StandardCharsets.UTF_8), 2, 3))
                .isEqualTo("\udca9");
    }

    @Test
    void text_anyBytes_areKept() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertThat(TextBytes.of(TextBytes.text(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void wellFormed_bytesThatAreNoUtf8_areReplaced() {
        assertThat(TextBytes.wellFormed("a\udcffb\ud83d\ude00\udcc3\udca9")).isEqualTo("a\ufffdb\ud83d\ude00\u00e9");
    }

    @Test
    void wellFormed_text_isTheSame() {
        String text = "h\u00e9 \ud83d\ude00";
        assertThat(TextBytes.wellFormed(text)).isSameAs(text);
    }
}
