package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlsHintTest {
    @ParameterizedTest
    @CsvSource({
        "'Get \"x\": EOF', cert_file",
        "remote error: tls: bad certificate, cert_file",
        "remote error: tls: certificate required, cert_file",
        "remote error: tls: handshake failure, cert_file",
        "remote error: tls: protocol version, ca_file",
        "tls: failed to verify certificate: it is signed by an unknown authority, ca_file",
        "tls: first record does not look like a TLS handshake, try http://",
        "http: server gave HTTP response to HTTPS client, try http://",
    })
    void of_words_saysWhatHelps(String why, String hint) {
        assertThat(TlsHint.of(why)).contains(hint);
    }
}
