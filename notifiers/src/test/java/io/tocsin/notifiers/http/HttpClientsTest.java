package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpClientsTest {
    private final ClientBench bench = new ClientBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @Test
    void open_equalConfigs_shareConnections() {
        HttpClients clients = bench.clients();
        try (IntegrationHttpClient first = clients.open(HttpConfig.DEFAULT);
                IntegrationHttpClient second = clients.open(HttpConfig.DEFAULT)) {
            ClientBench.post(first, server.url("/"));
            ClientBench.post(second, server.url("/"));
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void open_reloadWithEqualConfig_keepsConnections() {
        // given
        HttpClients clients = bench.clients();
        IntegrationHttpClient before = clients.open(HttpConfig.DEFAULT);
        ClientBench.post(before, server.url("/"));
        // when the new configuration opens before the old one closes
        try (IntegrationHttpClient after = clients.open(HttpConfig.DEFAULT)) {
            before.close();
            before.close();
            ClientBench.post(after, server.url("/"));
        }
        // then
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void close_callUnderWay_finishes() throws Exception {
        // given
        var held = new LinkedBlockingQueue<HttpServerRequest>();
        server.on("/slow", held::add);
        IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT);
        CompletableFuture<HttpAnswer> answer = send(client, "/slow", ClientBench.LIMIT);
        HttpServerRequest request = held.poll(10, TimeUnit.SECONDS);
        // when
        client.close();
        assertThat(request).isNotNull();
        request.response().end("done");
        // then
        assertThat(status(answer.get(10, TimeUnit.SECONDS))).isEqualTo(200);
    }

    @Test
    void close_nothingUnderWay_closesConnections() throws Exception {
        var closed = new CountDownLatch(1);
        server.on("/", request -> {
            request.connection().closeHandler(ignored -> closed.countDown());
            request.response().end();
        });

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("/")))).isEqualTo(200);

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void send_limitPasses_timesOutAndClosesTheConnection() throws Exception {
        var closed = new CountDownLatch(1);
        server.on("/slow", request -> request.connection().closeHandler(ignored -> closed.countDown()));
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            HttpAnswer answer = send(client, "/slow", Duration.ofMillis(100)).get(10, TimeUnit.SECONDS);

            assertThat(answer).isEqualTo(new HttpAnswer.TimedOut("Post \"<redacted>\""));
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void send_bodyNeverEnds_readsUpToTheBound() {
        server.on("/endless", request -> {
            request.response().setChunked(true).setStatusCode(500);
            String piece = "x".repeat(64 * 1024);
            for (int i = 0; i < 8; i++) {
                request.response().write(piece);
            }
        });

        HttpAnswer answer = bench.post(HttpConfig.DEFAULT, server.url("/endless"));

        assertThat(answer).isInstanceOfSatisfying(HttpAnswer.Received.class, received -> {
            assertThat(received.status()).isEqualTo(500);
            assertThat(received.body()).hasSize(IntegrationHttpClient.BODY_MAX_BYTES);
            assertThat(received.excerpt())
                    .hasSize(Redaction.EXCERPT_MAX_BYTES + 1)
                    .endsWith("…");
        });
    }

    @Test
    void send_otherBound_readsUpToThat() throws Exception {
        server.on("/long", request -> request.response().end("x".repeat(1_000)));
        HttpCall call = HttpCall.postJson(Secret.of(server.url("/long")), new byte[] {'1'});
        try (IntegrationHttpClient client = bench.clients().withBodyMax(10).open(HttpConfig.DEFAULT)) {
            HttpAnswer answer =
                    client.send(call, ClientBench.LIMIT).toCompletableFuture().get();
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            HttpAnswer.Received.class,
                            received -> assertThat(received.body()).hasSize(10));
        }
    }

    @Test
    void send_moreThanPoolAndQueueHold_isRefusedAtOnce() throws Exception {
        // given
        server.on("/slow", request -> {});
        int room = Connections.CONNECTIONS_MAX + Connections.WAITING_MAX;
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            // when
            List<CompletableFuture<HttpAnswer>> answers = Stream.generate(
                            () -> send(client, "/slow", Duration.ofSeconds(3)))
                    .limit(room + 5)
                    .toList();
            // then
            HttpAnswer last = answers.get(room + 4).get(2, TimeUnit.SECONDS);
            assertThat(failure(last)).isEqualTo("Post \"<redacted>\": too many requests are waiting for a connection");
            CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void send_nobodyListens_failsInTheOriginalsWords() {
        assertThat(failure(bench.post(HttpConfig.DEFAULT, "http://127.0.0.1:1/CANARY")))
                .isEqualTo("Post \"<redacted>\": connect: connection refused");
    }

    @Test
    void send_noSuchHost_failsInTheOriginalsWords() {
        assertThat(failure(bench.post(HttpConfig.DEFAULT, "http://canary.invalid/CANARY")))
                .isEqualTo("Post \"<redacted>\": lookup: no such host");
    }

    @Test
    void send_noUrl_fails() {
        assertThat(failure(bench.post(HttpConfig.DEFAULT, "CANARY")))
                .isEqualTo("Post \"<redacted>\": unsupported protocol scheme (expected: http or https)");
    }

    private CompletableFuture<HttpAnswer> send(IntegrationHttpClient client, String path, Duration limit) {
        return client.send(HttpCall.postJson(Secret.of(server.url(path)), new byte[0]), limit)
                .toCompletableFuture();
    }
}
