package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long lists over real connections: written as they are taken, and cut where they break. */
final class SlicedJsonTest {
    private static final int ALERTS = 3_000;

    private final AtomicInteger written = new AtomicInteger();

    @Test
    void alerts_clientThatStopsReading_areNotWrittenAhead() throws IOException {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(alert -> {
                    written.incrementAndGet();
                    return AlertStatus.ACTIVE;
                }));
                Socket socket = new Socket()) {
            // given a list of 60 MB, far more than the connection itself holds
            post(running, "x".repeat(20_000));
            socket.setReceiveBufferSize(8 << 10);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port));
            // when
            ask(socket, "/api/v2/alerts");
            socket.getInputStream().readNBytes(1_000);
            // then
            assertThat(written).hasValueBetween(1, ALERTS - 1);
            // when
            Answer rest = running.client.get("/api/v2/alerts?filter=n%3D%221%22");
            // then
            assertThat(rest.body()).contains("\"n\":\"1\"").endsWith("}]\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept-Encoding: gzip\r\n"})
    void alerts_statusThatBreaksOnTheWay_cutsTheBody(String header) throws IOException {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(alert -> {
                    if (written.incrementAndGet() == ALERTS - 100) {
                        throw new IllegalStateException("broken");
                    }
                    return AlertStatus.ACTIVE;
                }));
                Socket socket = running.client.open()) {
            post(running, "");
            ask(socket, "/api/v2/alerts", header);

            assertThatThrownBy(() -> WireClient.read(socket.getInputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("connection closed");
            // The server is none the worse for it.
            assertThat(running.client.get("/api/v2/alerts?filter=n%3D%221%22").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void alerts_errorBeforeTheFirstByte_isAnswered() {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(alert -> {
            throw new StackOverflowError("broken");
        }))) {
            post(running, "");

            assertThat(running.client.get("/api/v2/alerts").status()).isEqualTo(500);
        }
    }

    @Test
    void alerts_errorOnTheWay_cutsTheBody() throws IOException {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(alert -> {
                    if (written.incrementAndGet() == ALERTS - 100) {
                        throw new StackOverflowError("broken");
                    }
                    return AlertStatus.ACTIVE;
                }));
                Socket socket = running.client.open()) {
            post(running, "");
            ask(socket, "/api/v2/alerts");

            assertThatThrownBy(() -> WireClient.read(socket.getInputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("connection closed");
        }
    }

    @Test
    void alerts_allLeftOut_areAnEmptyListWithItsLength() {
        try (RunningApi running = new RunningApi(Options.DEFAULT)) {
            post(running, "");

            Answer answer = running.client.get("/api/v2/alerts?active=false");

            assertThat(answer.body()).isEqualTo("[]\n");
            assertThat(answer.header("Content-Length")).isEqualTo("3");
        }
    }

    private static void post(RunningApi running, String text) {
        for (int from = 0; from < ALERTS; from += 100) {
            String body = IntStream.range(from, from + 100)
                    .mapToObj(i -> "{\"labels\":{\"n\":\"" + i + "\"},\"annotations\":{\"text\":\"" + text + "\"}}")
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(running.client.post(body).status()).isEqualTo(200);
        }
    }

    private static void ask(Socket socket, String target, String... headers) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: test\r\n" + String.join("", headers) + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}
