package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.VertxException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TransportFailureTest {
    private record Case(Throwable failure, String words) {}

    private static Stream<Case> failures() {
        return Stream.of(
                new Case(new VertxException("Connection was closed"), "EOF"),
                new Case(
                        new NotSslRecordException("not an SSL/TLS record: 485454502f312e3120"),
                        "http: server gave HTTP response to HTTPS client"),
                new Case(
                        new NotSslRecordException("not an SSL/TLS record: 5353482d322e30"),
                        "tls: first record does not look like a TLS handshake"),
                new Case(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "tls: first record does not look like a TLS handshake"),
                new Case(
                        new SSLHandshakeException("Received fatal alert: bad_certificate"),
                        "remote error: tls: bad certificate"),
                new Case(
                        new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required"),
                        "remote error: tls: certificate required"),
                new Case(new VertxException("10.0.0.1 said something"), "transport failed (VertxException)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void describe_failure_saysWhatTheOriginalWould(Case given) {
        assertThat(TransportFailure.describe(given.failure())).isEqualTo(given.words());
        assertThat(TransportFailure.describe(new IllegalStateException("outer", given.failure())))
                .isEqualTo(
                        given.words().contains("transport")
                                ? "transport failed (IllegalStateException)"
                                : given.words());
    }
}
