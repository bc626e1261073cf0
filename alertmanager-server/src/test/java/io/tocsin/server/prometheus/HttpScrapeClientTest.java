package io.tocsin.server.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.tls.TestCertificates;
import io.tocsin.evaluator.scrape.BodySize;
import io.tocsin.evaluator.scrape.BodyTooLargeException;
import io.tocsin.evaluator.scrape.ScrapeAnswer;
import io.tocsin.evaluator.scrape.ScrapeRequest;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.server.configuration.DiskFiles;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, in a process of 16 MiB as far as limits are concerned: bodies of 1 MiB at most. */
final class HttpScrapeClientTest {
    private static final long HEAP = 16 << 20;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String METRICS = "# TYPE a gauge\na 1\n";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ScrapeMemory memory = ScrapeMemory.ofHeap(HEAP);
    private final Map<String, Consumer<HttpServerRequest>> paths = new ConcurrentHashMap<>();
    private final HttpServer plain = listen(new HttpServerOptions());
    private final HttpScrapeClient client = client(HEAP);

    private HttpScrapeClient client(long heapBytes) {
        return new HttpScrapeClient(
                new HttpClients(
                        vertx, new DiskFiles(), InstantSource.system(), "Tocsin/1", Map.of(), AddressPolicy.NONE),
                memory,
                heapBytes,
                workers);
    }

    private HttpServer listen(HttpServerOptions options) {
        return vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> paths.getOrDefault(
                                request.path(),
                                asked -> asked.response()
                                        .putHeader("Content-Type", "text/plain")
                                        .end(METRICS))
                        .accept(request))
                .listen()
                .await();
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
        workers.shutdownNow();
    }

    private ScrapeRequest request(String path, Duration timeout, long bodyMax) {
        return request("job", "http://127.0.0.1:" + plain.actualPort() + path, timeout, bodyMax, HttpConfig.DEFAULT);
    }

    private static ScrapeRequest request(String job, String url, Duration timeout, long bodyMax, HttpConfig http) {
        return new ScrapeRequest(job, url, Map.of("Accept-Encoding", "gzip"), timeout, bodyMax, http);
    }

    private ScrapeRequest request(String path) {
        return request(path, LONG, ScrapeRequest.BODY_MAX_BYTES);
    }

    private CompletableFuture<ScrapeAnswer> begin(ScrapeRequest request) {
        return client.fetch(request, BodySize.UNKNOWN).toCompletableFuture();
    }

    private ScrapeAnswer answer(ScrapeRequest request) throws Exception {
        return begin(request).get(60, TimeUnit.SECONDS);
    }

    private Throwable failure(ScrapeRequest request) throws Exception {
        try {
            throw new AssertionError("answered with " + text(answer(request)));
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
    }

    private static String text(ScrapeAnswer answer) {
        return new String(answer.body().bytes(), 0, answer.body().length(), UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Sends until the client has gone. */
    private static void endless(HttpServerResponse response) {
        if (!response.closed()) {
            response.write("x".repeat(8 * 1024)).onSuccess(written -> endless(response));
        }
    }

    private void onEndless(String path, int status) {
        paths.put(
                path,
                request -> endless(request.response().setStatusCode(status).setChunked(true)));
    }

    @Test
    void fetch_answer_isThereWithItsTypeAndHoldsMemoryUntilItIsDone() throws Exception {
        ScrapeAnswer answer = answer(request("/metrics"));

        assertThat(answer.isOk()).isTrue();
        assertThat(answer.contentType()).isEqualTo("text/plain");
        assertThat(text(answer)).isEqualTo(METRICS);
        assertThat(memory.takenBytes()).isPositive();
        answer.done();
        assertThat(memory.takenBytes()).isZero();
    }

    @Test
    void fetch_gzip_isInflated() throws Exception {
        byte[] compressed = gzip(METRICS.repeat(1000).getBytes(UTF_8));
        paths.put(
                "/gzip",
                request -> request.response()
                        .putHeader("Content-Encoding", request.getHeader("Accept-Encoding"))
                        .end(Buffer.buffer(compressed)));

        assertThat(text(answer(request("/gzip")))).isEqualTo(METRICS.repeat(1000));
    }

    @Test
    void fetch_sizeIsExpected_takesMemoryForThatAndLittleMore() throws Exception {
        String body = METRICS.repeat(10_000);
        byte[] compressed = gzip(body.getBytes(UTF_8));
        paths.put("/plain", request -> request.response().end(body));
        paths.put(
                "/gzip",
                request ->
                        request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer(compressed)));

        for (String path : List.of("/plain", "/gzip")) {
            ScrapeAnswer first = answer(request(path));
            BodySize size = first.body().size();
            first.done();
            ScrapeAnswer second =
                    client.fetch(request(path), size).toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(size.inflated()).isEqualTo(body.length());
            assertThat(size.sent()).isEqualTo(path.equals("/gzip") ? compressed.length : body.length());
            assertThat(text(second)).isEqualTo(body);
            int needed = path.equals("/gzip") ? 4096 + body.length() : body.length();
            assertThat(memory.takenBytes()).isLessThanOrEqualTo(needed * 17L / 16 + 1);
            second.done();
        }
    }

    @Test
    void fetch_brokenGzip_saysSo() throws Exception {
        paths.put(
                "/gzip",
                request ->
                        request.response().putHeader("Content-Encoding", "gzip").end(METRICS));

        assertThat(failure(request("/gzip"))).hasMessage("Not in GZIP format");
        assertThat(memory.takenBytes()).isZero();
    }

    @Test
    void fetch_gzipBomb_failsAtTheLimit() throws Exception {
        byte[] bomb = gzip(new byte[50_000_000]);
        paths.put(
                "/bomb",
                request ->
                        request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer(bomb)));

        assertThat(failure(request("/bomb")))
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessage(
                        "body size limit exceeded (1048576 bytes, as many as a process with so little memory reads of"
                                + " one target)");
        assertThat(memory.takenBytes()).isZero();
    }

    @Test
    void fetch_tls_isVerifiedAgainstTheAuthorityOfTheConfig(@TempDir Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        TestCertificates.Pair pair = certificates.server();
        HttpServer server = listen(new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(pair.certificate().toString())
                        .setKeyPath(pair.key().toString())));
        String url = "https://127.0.0.1:" + server.actualPort() + "/metrics";

        assertThat(text(answer(request("tls", url, LONG, 1000, trusting(pair)))))
                .isEqualTo(METRICS);
        assertThat(failure(request("tls", url, LONG, 1000, HttpConfig.DEFAULT)))
                .hasMessage(
                        "Get \"" + url + "\": tls: failed to verify certificate: it is signed by an unknown authority");
    }

    private static HttpConfig trusting(TestCertificates.Pair pair) {
        SecretSource ca = new SecretSource.Inline(Secret.of(pair.certificateText()));
        return with(
                new Authentication.None(),
                new TlsConfig(ca, null, null, "", false, Optional.empty(), Optional.empty()));
    }

    private static HttpConfig with(Authentication authentication, TlsConfig tls) {
        return new HttpConfig(authentication, tls, true, true, HttpConfig.DEFAULT.proxy(), List.of());
    }

    @Test
    void fetch_basicAuth_isSent() throws Exception {
        paths.put(
                "/secret",
                request -> request.response()
                        .setStatusCode("Basic dXNlcjpwYXNz".equals(request.getHeader("Authorization")) ? 200 : 401)
                        .end());
        String url = "http://127.0.0.1:" + plain.actualPort() + "/secret";
        HttpConfig http = with(
                new Authentication.Basic(
                        new SecretSource.Inline(Secret.of("user")), new SecretSource.Inline(Secret.of("pass"))),
                TlsConfig.DEFAULT);

        assertThat(answer(request("job", url, LONG, 1000, http)).isOk()).isTrue();
        assertThat(answer(request("/secret")).refusal()).isEqualTo("server returned HTTP status 401 Unauthorized");
    }

    @Test
    void fetch_redirects_areFollowedButNotForEver() throws Exception {
        paths.put(
                "/from",
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/to")
                        .end("x".repeat(100_000)));
        paths.put(
                "/loop",
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/loop")
                        .end());

        assertThat(text(answer(request("/from")))).isEqualTo(METRICS);
        assertThat(failure(request("/loop"))).hasMessageEndingWith("stopped after 10 redirects");
    }

    @Test
    void fetch_endlessBody_isReadUpToTheLimitOfTheJob() throws Exception {
        onEndless("/endless", 200);

        assertThat(failure(request("/endless", LONG, 10_000)))
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessage("body size limit exceeded (body_size_limit: 10000 bytes)");
        assertThat(failure(request("/endless"))).isInstanceOf(BodyTooLargeException.class);
        assertThat(memory.takenBytes()).isZero();
    }

    @Test
    void fetch_bodyOfTheLimit_isTooLarge() throws Exception {
        assertThat(failure(request("/metrics", LONG, METRICS.length()))).isInstanceOf(BodyTooLargeException.class);
        assertThat(text(answer(request("/metrics", LONG, METRICS.length() + 1))))
                .isEqualTo(METRICS);
    }

    /** What is wrong with the body of a page that says "internal error" helps nobody. */
    @Test
    void fetch_statusNotOk_isWhatIsToldWhateverTheBody() throws Exception {
        onEndless("/endless", 500);
        paths.put(
                "/gzip",
                request -> request.response()
                        .setStatusCode(401)
                        .putHeader("Content-Encoding", "gzip")
                        .end("no gzip"));

        assertThat(answer(request("/endless")).refusal())
                .isEqualTo("server returned HTTP status 500 Internal Server Error");
        assertThat(answer(request("/gzip")).refusal()).isEqualTo("server returned HTTP status 401 Unauthorized");
    }

    @Test
    void fetch_late_saysWhetherAnAnswerHadBegun() throws Exception {
        paths.put("/silent", request -> {});
        paths.put("/drip", request -> request.response().setChunked(true).write("a 1\n"));

        assertThat(failure(request("/silent", Duration.ofSeconds(1), 1000)))
                .hasMessage("Get \"http://127.0.0.1:" + plain.actualPort() + "/silent\": context deadline exceeded");
        assertThat(failure(request("/drip", Duration.ofSeconds(5), 1000)))
                .hasMessage("context deadline exceeded: the answer has not ended in time, after 4 bytes");
        assertThat(memory.takenBytes()).isZero();
    }

    /** A server may give up an idle connection just when it is used again: no scrape fails for that. */
    @Test
    void fetch_keptConnectionIsClosed_asksOnAnother() throws Exception {
        Set<HttpConnection> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger asked = new AtomicInteger();
        paths.put("/kept", request -> {
            asked.incrementAndGet();
            if (seen.add(request.connection())) {
                request.response().end(METRICS);
            } else {
                request.connection().close();
            }
        });

        assertThat(text(answer(request("/kept")))).isEqualTo(METRICS);
        assertThat(text(answer(request("/kept")))).isEqualTo(METRICS);
        assertThat(asked).hasValue(3);
    }

    @Test
    void fetch_everyConnectionIsClosed_asksOnceMoreOnly() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        paths.put("/closed", request -> {
            asked.incrementAndGet();
            request.connection().close();
        });

        assertThat(failure(request("/closed"))).hasMessageContaining("/closed");
        assertThat(asked).hasValue(2);
    }

    @Test
    void fetch_connectionEndsTooEarly_saysSo() throws Exception {
        paths.put(
                "/broken",
                request -> request.response()
                        .putHeader("Content-Length", "1000")
                        .write("a 1\n")
                        .onSuccess(written -> request.connection().close()));

        assertThat(failure(request("/broken"))).hasMessage("the answer ended early, after 4 bytes");
    }

    /** What is large waits for others that are; what is small has room of its own. */
    @Test
    void fetch_memoryIsTaken_failsWhatIsLargeAndTakesWhatIsSmall() throws Exception {
        ScrapeMemory.Part first = memory.part();
        ScrapeMemory.Part second = memory.part();
        assertThat(first.reserve(memory.bodyMaxBytes())).isTrue();
        assertThat(second.reserve(memory.bodyMaxBytes())).isTrue();
        onEndless("/endless", 200);

        assertThat(failure(request("/endless")))
                .hasMessageStartingWith("no memory for more than ")
                .hasMessageContaining("are taken by those that are being read; set body_size_limit");
        assertThat(text(answer(request("/metrics")))).isEqualTo(METRICS);
    }

    @Test
    void fetch_anotherJobHangs_isNotDelayed() throws Exception {
        paths.put("/silent", request -> {});
        try (HttpScrapeClient small = client(20 * 24 * 1024)) {
            String url = "http://127.0.0.1:" + plain.actualPort();
            List<CompletableFuture<ScrapeAnswer>> hanging = IntStream.range(0, 30)
                    .mapToObj(i -> small.fetch(
                                    request(
                                            "hanging",
                                            url + "/silent",
                                            Duration.ofSeconds(5),
                                            1000,
                                            HttpConfig.DEFAULT),
                                    BodySize.UNKNOWN)
                            .toCompletableFuture())
                    .toList();

            ScrapeAnswer other = small.fetch(
                            request("other", url + "/metrics", LONG, 1000, HttpConfig.DEFAULT), BodySize.UNKNOWN)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            assertThat(text(other)).isEqualTo(METRICS);
            List<String> reasons = hanging.stream()
                    .map(each -> each.handle((answer, e) -> String.valueOf(e.getMessage()))
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .toList();
            assertThat(reasons)
                    .anyMatch(reason -> reason.endsWith("/silent\": context deadline exceeded"))
                    .anyMatch(reason ->
                            reason.matches(".*context deadline exceeded: not sent: [0-9]+ requests of this job have no"
                                    + " answer yet, and no further one may be under way"));
        }
    }
}
