package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.memory.ByteBudget;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpClientsTest {
    /** A request reaches the server within this time, if the machine pauses meanwhile as well. */
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(6);

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
        HttpServerRequest request = held.poll(60, TimeUnit.SECONDS);
        // when
        client.close();
        assertThat(request).isNotNull();
        request.response().end("done");
        // then
        assertThat(status(answer.get(60, TimeUnit.SECONDS))).isEqualTo(200);
    }

    @Test
    void close_nothingUnderWay_closesConnections() throws Exception {
        var closed = new CountDownLatch(1);
        server.on("/", request -> {
            request.connection().closeHandler(ignored -> closed.countDown());
            request.response().end();
        });

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("/")))).isEqualTo(200);

        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void send_limitPasses_timesOutAndClosesTheConnection() throws Exception {
        var closed = new CountDownLatch(1);
        server.on("/slow", request -> request.connection().closeHandler(ignored -> closed.countDown()));
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            HttpAnswer answer = send(client, "/slow", REACHED_WITHIN).get(60, TimeUnit.SECONDS);

            assertThat(answer).isEqualTo(new HttpAnswer.TimedOut("Post \"<redacted>\"", false));
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
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
            assertThat(received.extent()).isEqualTo(HttpAnswer.Extent.CUT);
            assertThat(received.excerpt())
                    .hasSize(Redaction.EXCERPT_MAX_BYTES + 1)
                    .endsWith("…");
        });
    }

    @Test
    void send_otherBound_readsUpToThat() throws Exception {
        server.on("/long", request -> request.response().end("x".repeat(1_000)));
        HttpCall call = HttpCall.postJson(Secret.of(server.url("/long")), new byte[] {'1'});

        HttpAnswer answer = bench.send(HttpConfig.DEFAULT, call.reading(AnswerLimit.of(10)));

        assertThat(answer).isInstanceOfSatisfying(HttpAnswer.Received.class, received -> {
            assertThat(received.body()).hasSize(10);
            assertThat(received.extent()).isEqualTo(HttpAnswer.Extent.CUT);
        });
    }

    @Test
    void send_noMemoryForTheBody_readsWhatThereIsMemoryFor() {
        var memory = new ByteBudget(10_000);
        server.on("/long", request -> {
            request.response().setChunked(true);
            IntStream.range(0, 100).forEach(i -> request.response().write("x".repeat(1_000)));
            request.response().end();
        });
        HttpCall call = HttpCall.postJson(Secret.of(server.url("/long")), new byte[] {'1'});

        HttpAnswer answer = bench.send(HttpConfig.DEFAULT, call.reading(new AnswerLimit(1 << 20, memory::reserve)));

        assertThat(answer).isInstanceOfSatisfying(HttpAnswer.Received.class, received -> {
            assertThat(received.extent()).isEqualTo(HttpAnswer.Extent.CROWDED_OUT);
            assertThat((long) received.body().length()).isLessThanOrEqualTo(memory.takenBytes());
            assertThat(memory.takenBytes()).isPositive();
        });
    }

    @Test
    void send_bodyAsLongAsExpected_takesMemoryForThatOnce() {
        server.on("/long", request -> request.response().end("x".repeat(100_000)));

        assertThat(takenFor("/long", 110_000, 1 << 20)).isEqualTo(110_000);
        assertThat(takenFor("/long", 1_000, 1 << 20)).isBetween(100_000L, 300_000L);
        assertThat(takenFor("/long", Integer.MAX_VALUE, 1 << 21)).isEqualTo(1 << 20);
    }

    /** What a body took the last time may not be there now, and perhaps it need not. */
    @Test
    void send_noMemoryForWhatIsExpected_readsTheBody() {
        server.on("/short", request -> request.response().end("x".repeat(1_000)));

        assertThat(takenFor("/short", 100_000, 10_000)).isBetween(1_000L, 10_000L);
    }

    private long takenFor(String path, int bytesExpected, int memoryBytes) {
        var memory = new ByteBudget(memoryBytes);
        HttpCall call = new HttpCall("GET", Secret.of(server.url(path)), List.of(), Buffer.buffer());

        HttpAnswer answer =
                bench.send(HttpConfig.DEFAULT, call.reading(new AnswerLimit(1 << 24, bytesExpected, memory::reserve)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        HttpAnswer.Received.class,
                        received -> assertThat(received.extent()).isEqualTo(HttpAnswer.Extent.WHOLE));
        return memory.takenBytes();
    }

    /** What was not read of a redirect would be read for nobody. */
    @Test
    void send_redirectWithAnEndlessBody_isFollowedWithoutReadingIt() {
        var memory = new ByteBudget(1 << 20);
        server.on("/from", request -> {
            request.response().setChunked(true).setStatusCode(302).putHeader("Location", "/to");
            endless(request.response());
        });
        HttpCall call = new HttpCall("GET", Secret.of(server.url("/from")), List.of(), Buffer.buffer());

        HttpAnswer answer = bench.send(HttpConfig.DEFAULT, call.reading(new AnswerLimit(1 << 20, memory::reserve)));

        assertThat(ClientBench.status(answer)).isEqualTo(200);
        assertThat(memory.takenBytes()).isLessThan(10_000);
    }

    /** Until the client has gone. */
    private static void endless(HttpServerResponse response) {
        if (!response.closed()) {
            response.write("x".repeat(8 * 1024)).onSuccess(written -> endless(response));
        }
    }

    @Test
    void send_anotherIntegrationsReceiverHangs_isNotDelayed() {
        // given
        bench.slots = new RequestSlots(8, 1, 100);
        HttpClients clients = bench.clients();
        server.on("/slow", request -> {});
        try (IntegrationHttpClient hanging = clients.open(HttpConfig.DEFAULT);
                IntegrationHttpClient other = clients.open(HttpConfig.DEFAULT)) {
            hold(hanging, 20);
            await(() -> clients.load().equals(new RequestLoad(4, 16, 0)));
            // when
            HttpAnswer answer = ClientBench.post(other, server.url("/fast"));
            // then
            assertThat(status(answer)).isEqualTo(200);
            hanging.close(Duration.ofMillis(1));
            await(() -> clients.load().equals(new RequestLoad(0, 0, 0)));
        }
    }

    @Test
    void send_hasToWait_attemptBeginsWithTheConnection() throws Exception {
        // given one request at a time, and a second one that may take far less than the first takes
        bench.slots = new RequestSlots(2, 1, 100);
        var held = new LinkedBlockingQueue<HttpServerRequest>();
        server.on("/slow", held::add);
        server.on("/never", request -> {});
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            CompletableFuture<HttpAnswer> first = send(client, "/slow", ClientBench.LIMIT);
            HttpServerRequest slow = held.poll(60, TimeUnit.SECONDS);
            assertThat(slow).isNotNull();
            HttpCall call = HttpCall.postJson(Secret.of(server.url("/never")), new byte[0]);
            var isMade = new AtomicBoolean();
            CompletableFuture<HttpAnswer> second = client.send(
                            source(() -> {
                                isMade.set(true);
                                return CompletableFuture.completedStage(call);
                            }),
                            new CallLimit(ClientBench.LIMIT, Duration.ofMillis(10)))
                    .toCompletableFuture();
            // when the time of an attempt passes, and more
            bench.vertx.timer(50, TimeUnit.MILLISECONDS).await();
            // then
            assertThat(second).isNotCompleted();
            assertThat(isMade).isFalse();
            // when
            slow.response().end();
            // then
            assertThat(status(first.get(60, TimeUnit.SECONDS))).isEqualTo(200);
            assertThat(second.get(60, TimeUnit.SECONDS))
                    .isEqualTo(new HttpAnswer.TimedOut("Post \"<redacted>\"", true));
        }
    }

    @Test
    void send_waitsUntilTheLimit_saysSoAndIsNotSent() throws Exception {
        bench.slots = new RequestSlots(2, 1, 100);
        server.on("/slow", request -> {});
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            CompletableFuture<HttpAnswer> first = send(client, "/slow", ClientBench.LIMIT);

            HttpAnswer second = send(client, "/fast", Duration.ofMillis(200)).get(60, TimeUnit.SECONDS);

            assertThat(second)
                    .isEqualTo(new HttpAnswer.TimedOut(
                            "not sent: 1 requests of this integration have no answer yet, and no further one may be"
                                    + " under way",
                            false,
                            false));
            assertThat(first).isNotCompleted();
            assertThat(server.asked()).noneMatch(asked -> asked.uri().equals("/fast"));
            client.close(Duration.ofMillis(1));
        }
    }

    @Test
    void send_moreThanMayWait_isRefusedAtOnce() throws Exception {
        // given
        bench.slots = new RequestSlots(2, 1, 1);
        HttpClients clients = bench.clients();
        server.on("/slow", request -> {});
        try (IntegrationHttpClient client = clients.open(HttpConfig.DEFAULT)) {
            hold(client, 2);
            // when
            HttpAnswer third = send(client, "/slow", ClientBench.LIMIT).get(60, TimeUnit.SECONDS);
            // then
            assertThat(failure(third)).startsWith("not sent: ").contains("are waiting already");
            assertThat(clients.load()).isEqualTo(new RequestLoad(1, 1, 1));
            client.close(Duration.ofMillis(1));
        }
    }

    @Test
    void send_callIsNotMadeInTime_saysWhyAndFreesTheSlot() throws Exception {
        HttpClients clients = bench.clients();
        try (IntegrationHttpClient client = clients.open(HttpConfig.DEFAULT)) {
            HttpAnswer answer = client.send(
                            source(CompletableFuture::new), new CallLimit(Duration.ofMillis(50), Duration.ofMillis(50)))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            assertThat(answer).isEqualTo(new HttpAnswer.TimedOut("not sent: not made", false, false));
            assertThat(clients.load()).isEqualTo(new RequestLoad(0, 0, 0));
        }
    }

    @Test
    void send_callCannotBeMade_failsAndFreesTheSlot() {
        HttpClients clients = bench.clients();
        try (IntegrationHttpClient client = clients.open(HttpConfig.DEFAULT)) {
            CompletableFuture<HttpAnswer> answer = client.send(
                            source(() -> CompletableFuture.failedStage(new IllegalStateException("test"))),
                            new CallLimit(ClientBench.LIMIT, ClientBench.LIMIT))
                    .toCompletableFuture();

            assertThat(answer)
                    .failsWithin(ClientBench.LIMIT)
                    .withThrowableThat()
                    .withMessageContaining("test");
            assertThat(clients.load()).isEqualTo(new RequestLoad(0, 0, 0));
        }
    }

    @Test
    void close_callsWaitOrHang_endsThemAndFreesTheirConnections() throws Exception {
        // given
        bench.slots = new RequestSlots(2, 1, 100);
        HttpClients clients = bench.clients();
        var closed = new CountDownLatch(1);
        server.on("/slow", request -> request.connection().closeHandler(ignored -> closed.countDown()));
        IntegrationHttpClient client = clients.open(HttpConfig.DEFAULT);
        CompletableFuture<HttpAnswer> hanging = send(client, "/slow", ClientBench.LIMIT);
        CompletableFuture<HttpAnswer> waiting = send(client, "/fast", ClientBench.LIMIT);
        await(() -> server.asked().size() == 1);
        // when
        client.close(Duration.ofMillis(100));
        // then
        assertThat(failure(waiting.get(60, TimeUnit.SECONDS)))
                .isEqualTo("not sent: the configuration was loaded again");
        assertThat(hanging.get(60, TimeUnit.SECONDS)).isEqualTo(new HttpAnswer.TimedOut("Post \"<redacted>\"", false));
        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(clients.load()).isEqualTo(new RequestLoad(0, 0, 0));
        assertThat(server.asked()).hasSize(1);
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

    private void hold(IntegrationHttpClient client, int requests) {
        for (int i = 0; i < requests; i++) {
            CompletableFuture<HttpAnswer> unused = send(client, "/slow", ClientBench.LIMIT);
        }
    }

    private CompletableFuture<HttpAnswer> send(IntegrationHttpClient client, String path, Duration limit) {
        return client.send(HttpCall.postJson(Secret.of(server.url(path)), new byte[0]), limit)
                .toCompletableFuture();
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + ClientBench.LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for what should come").isLessThan(deadline);
            bench.vertx.timer(5, TimeUnit.MILLISECONDS).await();
        }
    }

    private static CallSource source(Supplier<CompletionStage<HttpCall>> making) {
        return new CallSource() {
            @Override
            public CompletionStage<HttpCall> make() {
                return making.get();
            }

            @Override
            public String giveUp() {
                return "not sent: not made";
            }
        };
    }
}
