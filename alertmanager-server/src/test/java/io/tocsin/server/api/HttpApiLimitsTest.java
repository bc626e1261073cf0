package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.ListenException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits, streaming, reload and the life of connections. */
@Timeout(60)
final class HttpApiLimitsTest {
    private static final HttpSettings DEFAULT = HttpSettings.DEFAULT;
    private static final String POST =
            String.join("\r\n", "POST /api/v2/alerts HTTP/1.1", "Host: t", "Content-Type: application/json", "");

    private final CountDownLatch rendering = new CountDownLatch(1);
    private final CountDownLatch mayRender = new CountDownLatch(1);

    /** One GET at a time; the page of metrics is rendered when it may. */
    private Options oneGetAndSlowMetrics() {
        HttpSettings one = new HttpSettings("", Duration.ZERO, 1, DEFAULT.bodyMaxBytes());
        return Options.DEFAULT.with(one).with((accept, encoding) -> {
            rendering.countDown();
            awaitLatch(mayRender);
            return new MetricsPage.Page("text/plain", new byte[0]);
        });
    }

    private static HttpSettings bodyMax(long bytes) {
        return new HttpSettings("", Duration.ZERO, 8, bytes);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Test
    void body_announcedTooLarge_isRefusedUnread() throws IOException {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(bodyMax(100)));
                Socket socket = running.client.open()) {
            write(socket, POST + "Content-Length: 101\r\n\r\n");
            Answer answer = WireClient.read(socket.getInputStream());
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(answer.body())
                    .isEqualTo("{\"code\":413,\"message\":\"request body is larger than 100 bytes, the limit of"
                            + " --web.max-body-bytes\"}");
        }
    }

    @Test
    void body_growsTooLarge_isRefused() throws IOException {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(bodyMax(100)));
                Socket socket = running.client.open()) {
            String chunk = "40\r\n" + " ".repeat(64) + "\r\n";
            write(socket, POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk);
            assertThat(WireClient.read(socket.getInputStream()).status()).isEqualTo(413);
        }
    }

    @Test
    void body_exactlyAsLargeAsAllowed_isTaken() {
        String body = "[{\"labels\":{\"a\":\"b\"}}]";
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(bodyMax(body.length())))) {
            assertThat(running.client.post(body).status()).isEqualTo(200);
        }
    }

    @Test
    void body_largerThanTheMemoryForBodies_isRefusedWithTheWayOut() throws IOException {
        HttpSettings settings = new HttpSettings("", Duration.ZERO, 8, 1000).withBodiesMaxBytes(100);
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(settings));
                Socket socket = running.client.open()) {
            write(socket, POST + "Content-Length: 101\r\n\r\n");
            Answer answer = WireClient.read(socket.getInputStream());
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("larger than 100 bytes, more than the memory of this process allows");
        }
    }

    @Test
    void body_othersHoldTheMemory_isRefusedUntilTheyAreDone() throws IOException {
        HttpSettings settings = new HttpSettings("", Duration.ZERO, 8, 10_000).withBodiesMaxBytes(10_000);
        String large = "[" + " ".repeat(5998) + "]";
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(settings));
                Socket first = running.client.open()) {
            // given
            write(first, POST + "Connection: close\r\nContent-Length: 6000\r\n\r\n" + large.substring(0, 3000));
            awaitStatus(running, large, 503);
            // when
            write(first, large.substring(3000));
            // then
            assertThat(WireClient.read(first.getInputStream()).status()).isEqualTo(200);
            assertThat(running.client.post(large).status()).isEqualTo(200);
        }
    }

    @Test
    void body_clientThatGoesAway_givesItsMemoryBack() throws IOException {
        HttpSettings settings = new HttpSettings("", Duration.ZERO, 8, 10_000).withBodiesMaxBytes(10_000);
        String large = "[" + " ".repeat(5998) + "]";
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(settings))) {
            try (Socket vanishing = running.client.open()) {
                write(vanishing, POST + "Content-Length: 6000\r\n\r\n" + large.substring(0, 3000));
                awaitStatus(running, large, 503);
            }
            awaitStatus(running, large, 200);
        }
    }

    @Test
    void gets_clientThatGoesAway_makesRoomForTheNext() throws Exception {
        try (RunningApi running = new RunningApi(oneGetAndSlowMetrics())) {
            try (Socket vanishing = running.client.open()) {
                write(vanishing, "GET /metrics HTTP/1.1\r\nHost: t\r\n\r\n");
                rendering.await();
            }
            int status = 0;
            for (int attempt = 0; status != 200 && attempt < 10_000; attempt++) {
                status = running.client.get("/-/healthy").status();
            }
            mayRender.countDown();
            assertThat(status).isEqualTo(200);
        }
    }

    /** The server sees what other connections do soon, not at once. */
    private static void awaitStatus(RunningApi running, String body, int status) {
        int last = 0;
        for (int attempt = 0; last != status && attempt < 10_000; attempt++) {
            last = running.client.post(body).status();
        }
        assertThat(last).isEqualTo(status);
    }

    @Test
    void body_chunkedInSmallPieces_isRead() throws IOException {
        String body = "[{\"labels\":{\"alertname\":\"chunked\"}}]";
        try (RunningApi running = new RunningApi();
                Socket socket = running.client.open()) {
            write(socket, POST + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            for (String piece : body.split("")) {
                write(socket, "1\r\n" + piece + "\r\n");
            }
            write(socket, "0\r\n\r\n");
            assertThat(WireClient.read(socket.getInputStream()).status()).isEqualTo(200);
            assertThat(running.client.get("/api/v2/alerts").body()).contains("\"chunked\"");
        }
    }

    @Test
    void body_tenMegabytes_isParsedBesideTheEventLoop() {
        try (RunningApi running = new RunningApi()) {
            String value = "x".repeat(10 << 20);
            Answer answer =
                    running.client.post("[{\"labels\":{\"a\":\"b\"},\"annotations\":{\"big\":\"" + value + "\"}}]");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(running.client.get("/api/v2/alerts").body()).hasSizeGreaterThan(10 << 20);
            assertThat(running.client.post("[" + "9".repeat(10 << 20)).body()).contains("unexpected EOF");
        }
    }

    @Test
    void head_longFilters_pass() {
        try (RunningApi running = new RunningApi()) {
            String filter = "filter=a%3D%22" + "x".repeat(100_000) + "%22";
            assertThat(running.client.get("/api/v2/alerts?" + filter).body()).isEqualTo("[]\n");
        }
    }

    @Test
    void alerts_thousands_areStreamedInOrder() {
        try (RunningApi running = new RunningApi()) {
            // given
            postMany(running, 5000);
            // when
            Answer answer = running.client.get("/api/v2/alerts");
            // then
            assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
            List<String> fingerprints = List.of(answer.body().split("\"fingerprint\":\"")).stream()
                    .skip(1)
                    .map(rest -> rest.substring(0, 16))
                    .toList();
            assertThat(fingerprints).hasSize(5000).isSorted().doesNotHaveDuplicates();
            assertThat(answer.body()).endsWith("}]\n");
            assertThat(running.client.get("/api/v2/alerts/groups").body().split("\"fingerprint\""))
                    .hasSize(5001);
        }
    }

    private static void postMany(RunningApi running, int count) {
        String body = IntStream.range(0, count)
                .mapToObj(i -> "{\"labels\":{\"alertname\":\"a" + i % 100 + "\",\"n\":\"" + i + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(running.client.post(body).status()).isEqualTo(200);
    }

    @Test
    void alerts_overHttp10_endWithTheConnection() throws IOException {
        try (RunningApi running = new RunningApi();
                Socket socket = running.client.open()) {
            postMany(running, 2000);
            write(socket, "GET /api/v2/alerts HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            Answer answer = WireClient.read(socket.getInputStream());
            assertThat(answer.headers()).doesNotContainKey("Transfer-Encoding");
            assertThat(answer.body()).endsWith("}]\n");
        }
    }

    @Test
    void alerts_clientThatReadsNothing_keepsNobodyWaiting() throws IOException {
        try (RunningApi running = new RunningApi();
                Socket lazy = running.client.open()) {
            // given
            postMany(running, 20_000);
            write(lazy, "GET /api/v2/alerts HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
            assertThat(WireClient.line(lazy.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
            // when
            Answer other = running.client.get("/-/healthy");
            // then
            assertThat(other.status()).isEqualTo(200);
            assertThat(lazy.getInputStream().readAllBytes())
                    .hasSizeGreaterThan(20_000 * 200)
                    .endsWith('\r', '\n');
        }
    }

    @Test
    void gets_tooMany_areTurnedAwayWhilePostsPass() throws Exception {
        try (RunningApi running = new RunningApi(oneGetAndSlowMetrics())) {
            // given
            CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> running.client.get("/metrics"));
            rendering.await();
            // when
            Answer turnedAway = running.client.get("/-/healthy");
            Answer head = running.client.send("HEAD", "/-/healthy", "");
            Answer post = running.client.post("[]");
            mayRender.countDown();
            // then
            assertThat(turnedAway.status()).isEqualTo(503);
            assertThat(turnedAway.body()).isEqualTo("Limit of concurrent GET requests reached (1), try again later.\n");
            assertThat(head.status()).isEqualTo(200);
            assertThat(post.status()).isEqualTo(200);
            assertThat(slow.join().status()).isEqualTo(200);
            assertThat(running.client.get("/-/healthy").status()).isEqualTo(200);
            assertThat(running.observed(5))
                    .contains("turned away", "head /-/healthy 200 0", "post /api/v2/alerts 200 0");
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void timeout_slowAnswer_isCutOffWithASentence() {
        CompletableFuture<ReloadOutcome> never = new CompletableFuture<>();
        HttpSettings hurried = new HttpSettings("", Duration.ofMillis(50), 8, DEFAULT.bodyMaxBytes());
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(hurried).withReload(() -> never))) {
            // when
            Answer answer = running.client.send("POST", "/-/reload", "");
            never.complete(new ReloadOutcome.Reloaded());
            // then
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.body()).isEqualTo("Exceeded configured timeout of 50ms.\n");
            assertThat(running.client.get("/-/healthy").status()).isEqualTo(200);
        }
    }

    @Test
    void reload_refused_saysWhy() {
        ReloadOutcome refused = new ReloadOutcome.Refused("no route provided\n    hint: add one");
        try (RunningApi running =
                new RunningApi(Options.DEFAULT.withReload(() -> CompletableFuture.completedStage(refused)))) {
            Answer answer = running.client.send("POST", "/-/reload", "x");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.body()).isEqualTo("failed to reload config: no route provided\n    hint: add one\n");
        }
    }

    @Test
    void reload_thatBreaks_isAnsweredAndLoggedOnly() {
        try (RunningApi running = new RunningApi(
                Options.DEFAULT.withReload(() -> CompletableFuture.failedStage(new IllegalStateException("secret"))))) {
            Answer answer = running.client.send("POST", "/-/reload", "");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("failed to reload config: internal error, see the log\n");
        }
    }

    @Test
    void alerts_statusThatBreaks_isAnsweredWith500() {
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(alert -> {
            throw new IllegalStateException("secret");
        }))) {
            running.client.post("[{\"labels\":{\"a\":\"b\"}}]");
            Answer answer = running.client.get("/api/v2/alerts");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("\"internal error, see the log\"\n");
        }
    }

    @Test
    void observer_requests_areNamedByRoute() {
        try (RunningApi running = new RunningApi()) {
            running.client.get("/api/v2/silence/00000000-0000-4000-8000-000000000000");
            running.client.get("/api/v2/whatever/a/stranger/asks/for");
            running.client.get("/api/v2/receivers?x=y");
            running.client.send("BREW", "/metrics", "");
            running.client.get("/nothing");
            running.client.get("/assets/x");
            assertThat(running.observed(5))
                    .contains(
                            "get /api/v2/silence/{silenceID} 404 0",
                            "get /api/v2/ 404 80",
                            "unknown /metrics 405 19",
                            "get /assets/*path 404 19")
                    .anyMatch(each -> each.startsWith("get /api/v2/receivers 200 "))
                    .noneMatch(each -> each.contains("nothing"));
        }
    }

    @Test
    void connection_keptAlive_servesManyRequests() throws IOException {
        try (RunningApi running = new RunningApi();
                Socket socket = running.client.open()) {
            for (int i = 0; i < 3; i++) {
                write(socket, "GET /-/healthy HTTP/1.1\r\nHost: t\r\n\r\n");
                assertThat(head(socket.getInputStream()))
                        .contains("HTTP/1.1 200 OK")
                        .containsIgnoringCase("date: Thu, 01 Jan 2026 00:00:00 GMT");
                assertThat(socket.getInputStream().readNBytes(2)).asString().isEqualTo("OK");
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = WireClient.line(in); !line.isEmpty(); line = WireClient.line(in)) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    @Test
    void listen_takenPort_saysWhichAndWhatToDo() {
        try (RunningApi running = new RunningApi();
                RunningApi second = new RunningApi()) {
            assertThatThrownBy(() -> second.api
                            .listen("127.0.0.1", running.port)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(ListenException.class)
                    .hasMessage(
                            "listen tcp 127.0.0.1:" + running.port + ": bind: address already in use; another process"
                                    + " has this port, choose another one with --web.listen-address or stop it");
        }
    }

    @Test
    void listen_unknownHost_saysSo() {
        try (RunningApi running = new RunningApi()) {
            assertThatThrownBy(() -> running.api
                            .listen("no-such-host.invalid", 0)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join())
                    .cause()
                    .hasMessageStartingWith("listen tcp no-such-host.invalid:0: no such host");
        }
    }

    @Test
    void listen_severalAddresses_allServe() {
        try (RunningApi running = new RunningApi()) {
            int everywhere = RunningApi.await(running.api.listen("", 0).toCompletionStage());
            assertThat(new WireClient(everywhere).get("/-/ready").body()).isEqualTo("OK");
            assertThat(running.client.get("/-/ready").body()).isEqualTo("OK");
        }
    }

    @Test
    void close_requestUnderWay_isAnsweredFirst() throws Exception {
        CompletableFuture<ReloadOutcome> reload = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        Options options = Options.DEFAULT.withReload(() -> {
            asked.countDown();
            return reload;
        });
        try (RunningApi running = new RunningApi(options);
                Socket idle = running.client.open()) {
            // given
            write(idle, "GET /-/healthy HTTP/1.1\r\nHost: t\r\n\r\n");
            head(idle.getInputStream());
            CompletableFuture<Answer> slow =
                    CompletableFuture.supplyAsync(() -> running.client.send("POST", "/-/reload", ""));
            asked.await();
            // when
            CompletableFuture<Void> closed = running.api
                    .close(Duration.ofSeconds(30))
                    .toCompletionStage()
                    .toCompletableFuture();
            assertThat(idle.getInputStream().readAllBytes()).asString().isEqualTo("OK");
            assertThat(closed).isNotDone();
            reload.complete(new ReloadOutcome.Reloaded());
            // then
            assertThat(slow.join().status()).isEqualTo(200);
            closed.join();
            assertThatThrownBy(running.client::open).isInstanceOf(SocketException.class);
        }
    }
}
