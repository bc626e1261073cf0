package io.tocsin.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TemplateExceptionTest {
    private static String kept(String message) {
        return String.valueOf(new TemplateException(message, "", 1, 0).getMessage());
    }

    @Test
    void message_ofUsualLength_isKept() {
        String message = "x".repeat(1_500);
        assertThat(kept(message)).isEqualTo(message);
    }

    /** Deviation D-253. */
    @Test
    void message_thatQuotesMegabytes_isCutInTheMiddle() {
        assertThat(kept("a".repeat(1_000) + "b".repeat(5_000_000) + "c".repeat(500)))
                .isEqualTo("a".repeat(1_000) + "..." + "c".repeat(500));
    }

    @Test
    void message_isNotCutThroughACharacter() {
        assertThat(kept("a" + "\uD83D\uDE00".repeat(3_000)))
                .isEqualTo("a" + "\uD83D\uDE00".repeat(499) + "..." + "\uD83D\uDE00".repeat(250));
        assertThat(kept("\uD83D\uDE00".repeat(3_000) + "a"))
                .isEqualTo("\uD83D\uDE00".repeat(500) + "..." + "\uD83D\uDE00".repeat(249) + "a");
    }
}
