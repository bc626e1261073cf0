package io.tocsin.cluster.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ClusterSecretTest {
    @Test
    void text_ofAFile_isTrimmedLineByLine() {
        assertThat(ClusterSecret.parse("\n  0123456789abcdef \r\n\nfedcba9876543210")
                        .secrets())
                .extracting(secret -> new String(secret, StandardCharsets.UTF_8))
                .containsExactly("0123456789abcdef", "fedcba9876543210");
    }

    @Test
    void text_tooShort_saysHowToMakeOneAndNotWhatItWas() {
        assertThatThrownBy(() -> ClusterSecret.parse("0123456789abcdef\nhunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret 2 has 7 bytes (expected: at least 16; \"openssl rand -base64 32\" makes one)");
    }

    @Test
    void text_empty_saysWhatWasExpected() {
        assertThatThrownBy(() -> ClusterSecret.parse(" \n")).hasMessage("0 secrets (expected: 1 to 8, one a line)");
    }

    @Test
    void secret_shown_isMasked() {
        assertThat(ClusterSecret.parse("0123456789abcdef")).hasToString("<secret>");
    }
}
