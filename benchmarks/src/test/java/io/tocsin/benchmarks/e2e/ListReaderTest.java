package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.benchmarks.e2e.ListReader.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListReaderTest {
    private static final byte[] BODY =
            "[{\"fingerprint\":\"1\"},{\"\"fingerprint\":\"2\"}]".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);

    ListReaderTest() throws IOException {}

    @BeforeEach
    void start() {
        server.createContext("/plain", exchange -> {
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.createContext("/pieces", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (byte b : BODY) {
                exchange.getResponseBody().write(b);
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        server.createContext("/gzip", exchange -> {
            byte[] compressed = gzip(BODY);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding")) ? 200 : 406,
                    compressed.length);
            exchange.getResponseBody().write(compressed);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void read_plainThenInPieces_findsTheSameOnOneConnection() throws IOException {
        try (ListReader reader = new ListReader(server.getAddress())) {
            Answer plain = reader.read("/plain", false);
            Answer pieces = reader.read("/pieces", false);

            assertThat(plain.alerts()).isEqualTo(2);
            assertThat(plain.bodyBytes()).isEqualTo(BODY.length);
            assertThat(pieces.alerts()).isEqualTo(2);
            assertThat(pieces.bodyBytes()).isEqualTo(BODY.length);
        }
    }

    @Test
    void read_compressed_looksInside() throws IOException {
        try (ListReader reader = new ListReader(server.getAddress())) {
            Answer answer = reader.read("/gzip", true);

            assertThat(answer.alerts()).isEqualTo(2);
            assertThat(answer.bodyBytes()).isEqualTo(gzip(BODY).length);
        }
    }

    @Test
    void read_otherStatusThan200_fails() throws IOException {
        try (ListReader reader = new ListReader(server.getAddress())) {
            assertThatThrownBy(() -> reader.read("/nothing", false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        }
    }
}
