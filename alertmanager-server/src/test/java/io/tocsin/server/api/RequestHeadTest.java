package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.http.HttpSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd request lines and heads, below {@code /am}. The answers but for those of HTTP/1.0 are Alertmanager 0.33.1's. */
@Timeout(60)
final class RequestHeadTest {
    private static RunningApi running;

    @BeforeAll
    static void start() {
        running = new RunningApi(
                Options.DEFAULT.with(new HttpSettings("/am", Duration.ZERO, 8, HttpSettings.BODY_MAX_BYTES_DEFAULT)));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** The statuses of all answers until the server closes the connection, and the Location where there is one. */
    private static String answers(String request) throws IOException {
        try (Socket socket = running.client.open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("\r\n"))
                    .filter(line -> line.startsWith("HTTP/1.")
                            || line.toLowerCase(Locale.ROOT).startsWith("location:"))
                    .map(line -> line.split(" ")[1])
                    .collect(Collectors.joining(" "));
        }
    }

    /** Bytes after such a head must not be taken for another request. */
    @ParameterizedTest
    @CsvSource({
        "1.1, 'Transfer-Encoding: gzip', 501",
        "1.1, 'Transfer-Encoding: gzip, chunked', 501",
        "1.1, 'Transfer-Encoding: identity', 501",
        "1.1, 'Transfer-Encoding: chunked, chunked', 501",
        "1.1, 'Transfer-Encoding:', 501",
        "1.1, 'Transfer-Encoding: chunked|Transfer-Encoding: gzip', 501",
        "1.1, 'Transfer-Encoding: gzip|Content-Length: 2', 501",
        "1.0, 'Transfer-Encoding: gzip|Connection: keep-alive', 400",
        "1.0, 'Transfer-Encoding: chunked|Connection: keep-alive', 400",
    })
    void transferEncoding_otherThanChunked_isRefusedAndEndsTheConnection(String version, String headers, String status)
            throws IOException {
        String head = "POST /am/-/reload HTTP/" + version + "\r\nHost: t\r\n" + headers.replace("|", "\r\n");

        assertThat(answers(head + "\r\n\r\nGET /am/-/ready HTTP/1.1\r\nHost: t\r\n\r\n"))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, '', 400",
        "1.1, 'Host: a|Host: b', 400",
        "1.1, 'Host: a|Host: a', 400",
        "1.0, 'Host: a|Host: b', 400",
        "1.1, 'Host: a b', 400",
        "1.1, 'Host: a/b', 400",
        "1.1, 'Host: a@b', 400",
        "1.1, 'Host:', 200",
        "1.1, 'Host: [::1]:1', 200",
        "1.0, '', 200",
    })
    void host_missingTwiceOrMalformed_isRefused(String version, String headers, String status) throws IOException {
        String lines = headers.isEmpty() ? "" : headers.replace("|", "\r\n") + "\r\n";

        assertThat(answers("GET /am/-/ready HTTP/" + version + "\r\n" + lines + "Connection: close\r\n\r\n"))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET HTTP://evil/am/-/ready, 200",
        "GET ftp://evil/am/-/ready, 200",
        "GET http://evil?/am/-/ready, 301 /?/am/-/ready",
        "GET http://evil, 301 /",
        "GET a:1, 301 /",
        "POST am/-/reload, 400",
        "POST *, 400",
        "OPTIONS *, 200",
        "CONNECT a:1, 404",
        "CONNECT [::1]:1, 404",
        "GET http://a:b/am/-/ready, 400",
    })
    void target_oddForm_isTakenAsTheOriginalTakesIt(String line, String answer) throws IOException {
        assertThat(answers(line + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"))
                .isEqualTo(answer);
    }
}
