package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.flags.FlagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExternalUrlTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP://X/a, http://X/a, /a, http://x",
        "https://u:p@x:443/am/, https://u:p@x:443/am, /am, https://x",
        "http://x:8080, http://x:8080, '', http://x:8080",
        "http://x/ä?b#c, http://x/%C3%A4, /ä, http://x",
        "http://, http:, '', ''",
    })
    void of_urlThatTheOriginalTakes_isTaken(String given, String url, String path, String origin) throws Exception {
        assertThat(ExternalUrl.of(given, 9093).url()).isEqualTo(url);
        assertThat(ExternalUrl.of(given, 9093).path()).isEqualTo(path);
        assertThat(ExternalUrl.of(given, 9093).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "foo, '\"foo\": invalid \"\" scheme, only ''http'' and ''https'' are supported'",
        "ftp://x, '\"ftp://x\": invalid \"ftp\" scheme, only ''http'' and ''https'' are supported'",
        "http://x:abc, '\"http://x:abc\" is not a URL: its port is not a number'",
        "http://x/%zz, is not a URL",
        "http://%41/, is not a URL",
        ":9093, is not a URL",
    })
    void of_somethingElse_isRefused(String given, String message) {
        assertThatThrownBy(() -> ExternalUrl.of(given, 9093))
                .isInstanceOf(FlagException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("--web.external-url: ");
    }

    @Test
    void of_nothing_isThisMachine() throws Exception {
        assertThat(ExternalUrl.of("", 9093).url()).startsWith("http://").endsWith(":9093");
    }
}
