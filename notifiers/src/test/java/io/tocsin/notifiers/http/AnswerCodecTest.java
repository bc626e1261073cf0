package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as Alertmanager 0.33.1 was seen to take them. */
final class AnswerCodecTest {
    private final ClientBench bench = new ClientBench();

    /** The connections on which requests came, one entry per request. */
    private final List<NetSocket> asked = new CopyOnWriteArrayList<>();

    private volatile String answer = "";
    private final NetServer server = bench.vertx
            .createNetServer()
            .connectHandler(socket -> socket.handler(request -> {
                // A client of one small request at a time sends each in one piece.
                asked.add(socket);
                socket.write(answer);
            }))
            .listen(0, "127.0.0.1")
            .await();

    @AfterEach
    void close() {
        server.close().await();
        bench.close();
    }

    record Case(String name, int status, String head) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> taken() {
        return Stream.of(
                new Case("plain", 200, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
                new Case("equal lengths", 200, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
                new Case(
                        "length and chunks",
                        200,
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
                new Case("later version", 200, "HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n"),
                new Case("much later version", 200, "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"),
                new Case("bare line feeds", 200, "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
                new Case("no reason", 204, "HTTP/1.1 204\r\n\r\n"),
                new Case("long reason", 500, "HTTP/1.1 500 " + "a".repeat(20_000) + "\r\nContent-Length: 0\r\n\r\n"),
                new Case(
                        "long header",
                        200,
                        "HTTP/1.1 200 OK\r\nX: " + "a".repeat(200_000) + "\r\nContent-Length: 0\r\n\r\n"),
                new Case("odd value", 200, "HTTP/1.1 200 OK\r\nX: a\u0001b\r\nContent-Length: 0\r\n\r\n"),
                new Case(
                        "interim answers",
                        201,
                        "HTTP/1.1 "
                                + String.join(
                                        "\r\n\r\nHTTP/1.1 ",
                                        "100 Continue",
                                        "102 Processing",
                                        "103 Early Hints\r\nLink: x",
                                        "201 Created\r\nContent-Length: 0")
                                + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void decode_whatGoTakes_isTakenAndTheConnectionKept(Case each) {
        answer = each.head();
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            assertThat(status(post(client))).isEqualTo(each.status());
            assertThat(status(post(client))).isEqualTo(each.status());
        }
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isSameAs(asked.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"surplus", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"})
    void decode_bytesAfterTheAnswer_areNotTakenForTheNext(String surplus) {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + surplus;
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            assertThat(status(post(client))).isEqualTo(200);
            assertThat(status(post(client))).isEqualTo(200);
        }
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void decode_bytesAfterARedirect_doNotDisturbIt() {
        answer = "HTTP/1.1 307 Moved\r\nLocation: /next\r\nContent-Length: 2\r\n\r\nok"
                + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            assertThat(failure(post(client))).isEqualTo("Post \"<redacted>\": stopped after 10 redirects");
        }
        assertThat(asked).hasSize(10).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upgrade: websocket\r\n", "Content-Length: 2\r\n"})
    void decode_switchedProtocol_isFinalAndEndsTheConnection(String header) {
        answer = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\n" + header + "\r\n";
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            assertThat(status(post(client))).isEqualTo(101);
            assertThat(status(post(client))).isEqualTo(101);
        }
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void decode_headOf200AndThenTheEnd_isTaken() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab";
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            bench.vertx.setPeriodic(5, ignored -> asked.forEach(NetSocket::close));
            assertThat(status(post(client))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 100 Continue\r\nContent-Length: -\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"
            })
    void decode_whatIsNotHttp_saysWhatToLookAt(String bytes) {
        answer = bytes;

        assertThat(failure(bench.post(HttpConfig.DEFAULT, url())))
                .isEqualTo(
                        "Post \"<redacted>\": malformed HTTP response: see whether scheme, host and port of the URL are"
                                + " those of an HTTP server, and what is before it");
    }

    @Test
    void decode_endlessHeader_isCutOffAndSaysWhatToDo() {
        answer = "HTTP/1.1 200 OK\r\nX: " + "a".repeat(RequestPurpose.NOTIFICATION_HEAD_MAX_BYTES + 1);

        assertThat(failure(bench.post(HttpConfig.DEFAULT, url())))
                .isEqualTo("Post \"<redacted>\": malformed HTTP response: a status line or headers of more than 1048576"
                        + " bytes; have the receiver, or what is before it, send less");
    }

    private String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    private HttpAnswer post(IntegrationHttpClient client) {
        return ClientBench.send(client, HttpCall.postJson(Secret.of(url()), new byte[] {'1'}));
    }
}
