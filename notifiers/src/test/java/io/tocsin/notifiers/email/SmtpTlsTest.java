package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.email.MailBench.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.TestCertificates;
import io.tocsin.notifiers.http.TestCertificates.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail over TLS: with STARTTLS, and from the first byte. */
final class SmtpTlsTest {
    private static final TestCertificates CA = new TestCertificates("first");
    private static final Identity LOOPBACK = CA.issue("127.0.0.1", "localhost");
    private static final String TRUSTING = "tls_config: {ca_file: ca}";
    private static final String IMPLICIT = "require_tls: true, force_implicit_tls: true, ";
    private static final String STARTTLS = "require_tls: true, force_implicit_tls: false, ";

    private ScriptedSmtp server = new ScriptedSmtp().offering("STARTTLS").withCertificate(LOOPBACK);
    private final MailBench bench = new MailBench();

    SmtpTlsTest() {
        bench.files.put("ca", CA.ca());
        bench.files.put("other", new TestCertificates("other").ca());
    }

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void send_startTls_greetsAgainAndDelivers(String host) {
        assertThat(bench.send(at(host, STARTTLS + TRUSTING))).isEqualTo(SendResult.delivered());
        assertThat(server.received)
                .startsWith("EHLO localhost", "STARTTLS", "EHLO localhost", "MAIL FROM:<am@example.org>");
    }

    @Test
    void send_startTlsNotRequired_isNotUsed() {
        assertThat(bench.send(at("127.0.0.1", "require_tls: false"))).isEqualTo(SendResult.delivered());
        assertThat(server.received).doesNotContain("STARTTLS");
    }

    @Test
    void send_startTlsNotOffered_isTriedAgain() throws Exception {
        server.offering("SIZE");

        assertThat(bench.failure(at("127.0.0.1", STARTTLS + TRUSTING)))
                .isEqualTo("'require_tls' is true (default) but \"127.0.0.1:" + server.port()
                        + "\" does not advertise the STARTTLS extension");
        server.awaitEnd();
        assertThat(server.received).containsExactly("EHLO localhost", "QUIT");
    }

    @Test
    void send_startTlsRefused_isTriedAgain() {
        server.answering("STARTTLS", "454 not now");

        assertThat(bench.failure(at("127.0.0.1", STARTTLS + TRUSTING)))
                .isEqualTo("send STARTTLS command: 454 \"not now\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "STARTTLS"})
    void send_implicitTls_delivers(String offered) {
        implicitly();
        server.offering(offered);

        assertThat(bench.send(at("127.0.0.1", IMPLICIT + TRUSTING))).isEqualTo(SendResult.delivered());
        assertThat(server.received).startsWith("EHLO localhost", "MAIL FROM:<am@example.org>");
    }

    @ParameterizedTest
    @CsvSource({"false, send STARTTLS command", "true, establish TLS connection to server"})
    void send_certificateNotTrusted_isTriedAgain(boolean isImplicit, String doing) {
        String how = begin(isImplicit);

        assertThat(bench.failure(at("127.0.0.1", how + "tls_config: {ca_file: other}")))
                .isEqualTo(doing + ": tls: failed to verify certificate: it is signed by an unknown authority");
        assertThat(bench.failure(at("127.0.0.1", how + "tls_config: {server_name: localhost}")))
                .startsWith(doing + ": tls: failed to verify certificate: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_certificateForAnotherName_isTriedAgain(boolean isImplicit) {
        String how = begin(isImplicit);

        assertThat(bench.failure(at("127.0.0.1", how + "tls_config: {ca_file: ca, server_name: other.example}")))
                .endsWith(": tls: failed to verify certificate: it is not valid for the server's name");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_serverNameConfigured_isWhatIsVerified(boolean isImplicit) {
        server.withCertificate(CA.issue("mail.example"));
        String how = begin(isImplicit);

        assertThat(bench.send(at("127.0.0.1", how + "tls_config: {ca_file: ca, server_name: mail.example}")))
                .isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_verificationSkipped_delivers(boolean isImplicit) {
        String how = begin(isImplicit);

        assertThat(bench.send(at("127.0.0.1", how + "tls_config: {insecure_skip_verify: true, server_name: x.y}")))
                .isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_versionNotSpoken_isTriedAgain(boolean isImplicit) {
        String how = begin(isImplicit);
        server.speaking("TLSv1.2");

        assertThat(bench.failure(at("127.0.0.1", how + "tls_config: {ca_file: ca, min_version: TLS13}")))
                .contains("tls: ");
        assertThat(bench.send(at("127.0.0.1", how + "tls_config: {ca_file: ca, max_version: TLS12}")))
                .isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_clientCertificate_isPresented(boolean isImplicit) {
        String how = begin(isImplicit);
        server.demandingCertificate(CA.ca());
        Identity client = CA.issue("client.example");
        bench.files.put("cert", client.certificate());
        bench.files.put("key", client.key());

        assertThat(bench.send(at("127.0.0.1", how + "tls_config: {ca_file: ca, cert_file: cert, key_file: key}")))
                .isEqualTo(SendResult.delivered());
        assertThat(bench.send(at("127.0.0.1", how + TRUSTING))).isInstanceOf(SendResult.RetryLater.class);
    }

    @Test
    void send_authorityReplaced_isReadAgain() {
        EmailConfig config = at("127.0.0.1", STARTTLS + "tls_config: {ca_file: rotated}");
        try (EmailNotifier notifier = bench.notifier(config)) {
            bench.files.put("rotated", new TestCertificates("old").ca());
            assertThat(MailBench.await(notifier, TestNotifications.simple())).isInstanceOf(SendResult.RetryLater.class);
            bench.files.put("rotated", CA.ca());
            assertThat(MailBench.await(notifier, TestNotifications.simple())).isEqualTo(SendResult.delivered());
        }
    }

    @Test
    void send_implicitTlsToAPlainServer_isTriedAgainInTheOriginalsWords() {
        assertThat(bench.failure(at("127.0.0.1", IMPLICIT + TRUSTING)))
                .isEqualTo("establish TLS connection to server: tls: first record does not look like a TLS handshake");
    }

    private EmailConfig at(String host, String keys) {
        return config(host + ":" + server.port(), keys);
    }

    private String begin(boolean isImplicit) {
        if (isImplicit) {
            implicitly();
        }
        return isImplicit ? IMPLICIT : STARTTLS;
    }

    private void implicitly() {
        server.implicitly();
    }
}
