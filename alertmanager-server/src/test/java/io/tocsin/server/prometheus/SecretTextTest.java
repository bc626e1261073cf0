package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http://user:pw@host:9100/metrics | http://<secret>@host:9100/metrics",
                "user:pw@host:9100 | <secret>@host:9100",
                "\"user:pa/ss@host:9100\" is not a valid hostname | \"<secret>@host:9100\" is not a valid hostname",
                "\"http://user:pw@host:9100\" is not a valid hostname | \"http://<secret>@host:9100\" is not a valid hostname",
                "\"host:9100\" is not a valid hostname | \"host:9100\" is not a valid hostname",
            })
    void masked_addresses_hideWhoAsks(String text, String shown) {
        assertThat(SecretText.masked(text)).isEqualTo(shown);
    }
}
