package io.tocsin.notifiers.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TruncationTest {
    @ParameterizedTest
    @CsvSource({
        "abcde, 5, abcde",
        "abcde, 6, abcde",
        "abcdef, 5, abcd\u2026",
        "abcde, 4, abc\u2026",
        "abcde, 3, abc",
        "abcde, 1, a",
        "abcde, 0, ''",
        "'', 0, ''",
        "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00, 4, \ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
        "\ud83d\ude00b\ud83d\ude00d\ud83d\ude00, 4, \ud83d\ude00b\ud83d\ude00\u2026",
    })
    void runes_text_isCutAsTheOriginalDoes(String text, int max, String cut) {
        assertThat(Truncation.runes(text, max)).isEqualTo(cut);
    }
}
