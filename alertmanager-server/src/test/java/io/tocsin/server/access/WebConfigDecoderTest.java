package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.yaml.Problem;
import io.tocsin.core.yaml.Problems;
import io.tocsin.server.configuration.DiskFiles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WebConfigDecoderTest {
    private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    private final Problems problems = new Problems();

    private WebConfig decode(String text) {
        return new WebConfigDecoder(new DiskFiles()).decode("web.yml", text, problems);
    }

    private List<String> errors(String text) {
        decode(text);
        return problems.errors().stream().map(Problem::toString).toList();
    }

    private List<String> warnings(String text) {
        decode(text);
        assertThat(problems.errors()).isEmpty();
        return problems.warnings().stream().map(Problem::toString).toList();
    }

    @Test
    void decode_nothing_asksForNothing() {
        WebConfig config = decode("");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(config.tls()).isEmpty();
        assertThat(config.offersHttp2()).isTrue();
        assertThat(config.headers()).isEmpty();
        assertThat(config.rateLimit()).isEmpty();
        assertThat(config.users()).isEmpty();
    }

    @Test
    void decode_everyPartButTls_isRead() {
        WebConfig config = decode("""
                http_server_config:
                  http2: false
                  headers:
                    Content-Security-Policy: >
                      default-src 'self';
                      img-src *
                    X-Frame-Options: deny
                rate_limit: {interval: 100ms, burst: 20}
                basic_auth_users: {alice: "%s"}
                """.formatted(HASH));

        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(config.offersHttp2()).isFalse();
        assertThat(config.headers())
                .containsEntry("Content-Security-Policy", "default-src 'self'; img-src *")
                .containsEntry("X-Frame-Options", "deny");
        assertThat(config.rateLimit()).contains(new RateLimit(Duration.ofMillis(100), 20));
        assertThat(config.users()).containsOnlyKeys("alice");
    }

    @Test
    void decode_severalMistakes_areAllLocatedWithHints() {
        assertThat(errors("""
                        tls_server_cofig: {}
                        http_server_config: {http2: maybe}
                        basic_auth_users: {alice: canary-password}
                        """))
                .containsExactly(
                        "web.yml:1:1: tls_server_cofig: unknown key \"tls_server_cofig\"\n"
                                + "    hint: did you mean \"tls_server_config\"?",
                        "web.yml:2:29: http_server_config.http2: expected true or false, got \"maybe\"",
                        "web.yml:3:27: basic_auth_users.alice: expected a bcrypt hash such as \"$2y$10$...\" of 60"
                                + " characters\n    hint: make one with: htpasswd -nBC 10 USER");
    }

    @Test
    void decode_fileMissing_namesItAtItsKey() {
        assertThat(errors("tls_server_config:\n  cert_file: no/such.pem\n  key_file: no/such.key\n"))
                .containsExactly(
                        "web.yml:2:14: tls_server_config.cert_file: open no/such.pem: no such file or directory\n"
                                + "    hint: paths are relative to the folder of this file.",
                        "web.yml:3:13: tls_server_config.key_file: open no/such.key: no such file or directory\n"
                                + "    hint: paths are relative to the folder of this file.");
    }

    @Test
    void decode_headerWithControlCharacter_isRefused() {
        assertThat(errors("http_server_config: {headers: {Content-Security-Policy: \"a\\x01b\"}}"))
                .containsExactly(
                        "web.yml:1:57: http_server_config.headers.Content-Security-Policy: a header cannot hold"
                                + " control characters\n    hint: remove them.");
    }

    @Test
    void decode_rateWithoutBurst_warnsThatAllIsRefused() {
        assertThat(warnings("rate_limit: {interval: 1s}"))
                .containsExactly("web.yml:1:13: warning: rate_limit: without a \"burst\" of at least 1 every request is"
                        + " refused\n    hint: add \"burst: 20\".");
    }

    @Test
    void decode_burstWithoutInterval_warnsThatNothingIsLimited() {
        assertThat(warnings("rate_limit: {burst: 5}"))
                .singleElement()
                .asString()
                .contains("nothing is limited");
    }

    @Test
    void decode_tlsWithoutCertificate_warnsThatConnectionsAreOpen() {
        assertThat(warnings("tls_server_config: {min_version: TLS13}"))
                .singleElement()
                .asString()
                .startsWith("web.yml:1:20: warning: tls_server_config: without a certificate nothing of this");
    }
}
