package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.WireClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed answers. */
@Timeout(60)
final class CompressionTest {
    private static final String ACCEPT = "Accept-Encoding: gzip";

    private static void postMany(RunningApi running, int count) {
        String body = IntStream.range(0, count)
                .mapToObj(i -> "{\"labels\":{\"alertname\":\"a" + i % 100 + "\",\"n\":\"" + i + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(running.client.post(body).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2/alerts", "/api/v2/alerts/groups"})
    void list_long_isCompressedPieceByPiece(String path) {
        try (RunningApi running = new RunningApi()) {
            // given
            postMany(running, 5000);
            Answer plain = running.client.get(path);
            // when
            Answer packed = running.client.get(path, ACCEPT);
            // then
            assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(packed.header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(packed.header("Vary")).isEqualTo("Origin, Accept-Encoding");
            assertThat(packed.body()).isEqualTo(plain.body());
            assertThat(packed.bodyBytes()).isLessThan(plain.bodyBytes() / 5);
            assertThat(plain.headers())
                    .doesNotContainKey("Content-Encoding")
                    .containsEntry("Vary", "Origin, Accept-Encoding");
        }
    }

    @Test
    void list_thatFitsIntoOnePiece_isCompressedWithItsLength() {
        try (RunningApi running = new RunningApi()) {
            postMany(running, 20);
            Answer packed = running.client.get("/api/v2/alerts", ACCEPT);
            assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(packed.header("Content-Length")).isEqualTo(String.valueOf(packed.bodyBytes()));
            assertThat(packed.body())
                    .isEqualTo(running.client.get("/api/v2/alerts").body());
        }
    }

    @Test
    void answer_short_isSentAsItIs() {
        try (RunningApi running = new RunningApi()) {
            Answer answer = running.client.get("/api/v2/alerts", ACCEPT);
            assertThat(answer.headers()).doesNotContainKey("Content-Encoding");
            assertThat(answer.body()).isEqualTo("[]\n");
        }
    }

    @Test
    void list_overHttp10_endsWithTheConnection() throws IOException {
        try (RunningApi running = new RunningApi();
                Socket socket = running.client.open()) {
            postMany(running, 2000);
            socket.getOutputStream()
                    .write(("GET /api/v2/alerts HTTP/1.0\r\n" + ACCEPT + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            Answer answer = WireClient.read(socket.getInputStream());
            assertThat(answer.headers())
                    .containsEntry("Content-Encoding", "gzip")
                    .doesNotContainKey("Transfer-Encoding");
            assertThat(answer.body()).endsWith("}]\n");
        }
    }

    @Test
    void list_clientThatGoesAwayHalfWay_disturbsNobody() throws IOException {
        try (RunningApi running = new RunningApi()) {
            postMany(running, 20_000);
            for (int i = 0; i < 20; i++) {
                try (Socket vanishing = running.client.open()) {
                    vanishing
                            .getOutputStream()
                            .write(("GET /api/v2/alerts HTTP/1.1\r\nHost: t\r\n" + ACCEPT + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    InputStream in = vanishing.getInputStream();
                    assertThat(WireClient.line(in)).isEqualTo("HTTP/1.1 200 OK");
                }
            }
            assertThat(running.client.get("/api/v2/alerts", ACCEPT).body()).endsWith("}]\n");
        }
    }

    @Test
    void metrics_clientThatTakesGzip_areAskedForCompressed() {
        RunningApi.Options options = RunningApi.Options.DEFAULT.with((accept, isGzip) -> new MetricsPage.Page(
                "text/plain",
                isGzip
                        ? new byte[] {31, -117, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0}
                        : new byte[] {'1'}));
        try (RunningApi running = new RunningApi(options)) {
            assertThat(running.client.get("/metrics", ACCEPT).header("Content-Encoding"))
                    .isEqualTo("gzip");
            assertThat(running.client.get("/metrics").body()).isEqualTo("1");
        }
    }
}
