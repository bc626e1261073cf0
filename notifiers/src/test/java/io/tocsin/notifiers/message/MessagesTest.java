package io.tocsin.notifiers.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessagesTest {
    @ParameterizedTest
    @CsvSource({
        "plain-name_1/x, plain-name_1/x",
        "a.b, a\\.b",
        "\\.+*?()|[]{}^$, \\\\\\.\\+\\*\\?\\(\\)\\|\\[\\]\\{\\}\\^\\$",
        "žluť, žluť",
    })
    void quoteRegex_name_isEscapedAsGoDoes(String name, String quoted) {
        assertThat(Messages.quoteRegex(name)).isEqualTo(quoted);
    }
}
