package io.tocsin.core.template.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.CallException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what Go's {@code base64.URLEncoding} answers. */
final class Base64TextTest {
    @ParameterizedTest
    @CsvSource({"'', ''", "a, YQ==", "a?>, YT8-", "'a??', YT8_", "€, 4oKs", "\uDCFF, _w=="})
    void encodedAndDecoded_anyText_areEachOther(String text, String base64) throws CallException {
        assertThat(Base64Text.encoded(text)).isEqualTo(base64);
        assertThat(Base64Text.decoded(base64)).isEqualTo(text);
    }

    @Test
    void decoded_endsOfLinesAndSpareBits_doNotCount() throws CallException {
        assertThat(Base64Text.decoded("Y\r\nQ=\n=\n")).isEqualTo("a");
        assertThat(Base64Text.decoded("YR==")).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({"Y, 0", "YQ, 0", "YQ=, 3", "YQ=a, 2", "Y===, 1", "YQ==x, 4", "a+b=, 1", "YT8, 0", "YWJjé, 4", "=, 0"})
    void decoded_noBase64_namesTheByte(String text, int at) {
        assertThatThrownBy(() -> Base64Text.decoded(text))
                .isInstanceOf(CallException.class)
                .hasMessage("illegal base64 data at input byte " + at);
    }
}
