package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShownConfigurationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth: {username: u, password: p}",
                "authorization: {credentials: x}",
                "oauth2: {client_id: i, client_secret: s}",
                "tls_config: {cert: c, key: |\n  -----BEGIN RSA PRIVATE KEY-----\n}",
                "http_headers: {X-Api-Key: {values: [v]}}",
                "proxy_connect_header: {Proxy-Authorization: [Basic x]}",
                "params: {token: [t]}",
                "remote_write: [{url: 'https://u:p@host/'}]"
            })
    void file_withASecret_isNotShown(String line) {
        assertThat(ShownConfiguration.of("global: {}\n" + line)).isEqualTo(ShownConfiguration.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scrape_configs: [{job_name: a, static_configs: [{targets: ['h:1']}]}]",
                "authorization: {credentials_file: f}",
                "oauth2: {client_id: i, client_secret_file: s, token_url: 'https://h/'}",
                "basic_auth: {username: u, password_file: f}"
            })
    void file_withoutASecret_isShownAsItIs(String line) {
        assertThat(ShownConfiguration.of(line)).isEqualTo(line);
    }
}
