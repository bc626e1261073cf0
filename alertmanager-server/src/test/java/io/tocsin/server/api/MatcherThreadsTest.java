package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.RunningApi.Options;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions may take a fraction of a second to compile: nobody else waits for that. */
@Timeout(60)
final class MatcherThreadsTest {

    /** Only the classic grammar understands it. */
    private static final String FILTER = "a%3D~x%5C%2Cb";

    /** Some 2 000 instructions. */
    private static final String PATTERN = "a%3D~c(%3F:x%3F)%7B490%7D(%3F:y%3F)%7B500%7DZ";

    private static final String SILENCE = """
            {"matchers":[{"name":"a","value":"%s","isRegex":true}],"startsAt":"2026-01-01T00:00:00Z",
             "endsAt":"2026-01-01T01:00:00Z","createdBy":"","comment":""}""";

    private static final String OWN_THREADS = "(" + ApiWorkers.PATTERN_THREADS + "|" + ApiWorkers.PAST_THREAD + ").*";

    private final Semaphore readers = new Semaphore(0);
    private final CompletableFuture<String> reader = new CompletableFuture<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);

    private final Options slow = Options.DEFAULT.whenMatchersAreRead(() -> {
        reader.complete(Thread.currentThread().getName());
        readers.release();
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    });

    static Stream<String> pathsWithFilters() {
        return Stream.of(
                "/api/v2/alerts?filter=",
                "/api/v2/alerts/groups?filter=",
                "/api/v2/silences?filter=",
                "/api/tocsin/v1/silences?filter=",
                "/api/v2/receivers?receiver_matchers=",
                "/api/tocsin/v1/explain?filter=",
                "/api/tocsin/v1/history?alert=");
    }

    @ParameterizedTest
    @MethodSource("pathsWithFilters")
    void get_whileItsFilterIsRead_othersAreAnswered(String path) throws Exception {
        checkOthersAreAnsweredDuring("GET " + path + FILTER + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+b?){30}",
                "a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b"
                        + "|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b|a.b"
            })
    void postSilence_whileItsPatternsAreCompiled_othersAreAnswered(String pattern) throws Exception {
        checkOthersAreAnsweredDuring(post(SILENCE.formatted(pattern)));
    }

    private static String post(String body) {
        return "POST /api/v2/silences HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void checkOthersAreAnsweredDuring(String request) throws Exception {
        try (RunningApi running = new RunningApi(slow);
                Socket socket = running.client.open()) {
            try {
                // given
                write(socket, request);
                assertThat(reader.get(20, TimeUnit.SECONDS)).matches(OWN_THREADS);

                // when, then
                assertThat(running.client.get("/-/healthy").status()).isEqualTo(200);
                assertThat(running.client.post("[{\"labels\":{\"a\":\"b\"}}]").status())
                        .isEqualTo(200);
            } finally {
                mayRead.countDown();
            }
            assertThat(WireClient.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    /** Notifications are rendered by such workers, and files are read by them. */
    @Test
    void patternsOfManyRequests_otherWorkDoesNotWait() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (RunningApi running = new RunningApi(slow)) {
            try {
                // given
                for (int i = 0; i < 6; i++) {
                    Socket socket = running.client.open();
                    sockets.add(socket);
                    write(socket, "GET /api/v2/alerts?filter=" + FILTER + " HTTP/1.1\r\nHost: t\r\n\r\n");
                    socket = running.client.open();
                    sockets.add(socket);
                    write(socket, post(SILENCE.formatted("(a+b?){30}")));
                }
                assertThat(readers.tryAcquire(ApiWorkers.PATTERN_THREADS_MAX, 20, TimeUnit.SECONDS))
                        .isTrue();

                // when, then
                for (String path : new String[] {
                    "/metrics", "/api/v2/alerts?filter=a%3Db&receiver=default", "/api/v2/receivers", "/api/v2/silences"
                }) {
                    assertThat(running.client.get(path).status()).as(path).isEqualTo(200);
                }
                Future<String> rendered = running.vertx.executeBlocking(() -> "rendered", false);
                assertThat(RunningApi.await(rendered.toCompletionStage())).isEqualTo("rendered");
            } finally {
                mayRead.countDown();
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    /** Pages do so with each key that is pressed. */
    @ParameterizedTest
    @MethodSource("pathsWithFilters")
    void requests_whoseClientsHaveGone_areNotWorkedOn(String path) throws Exception {
        String request = "GET " + path + FILTER + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
        int threads = path.contains("history") ? 1 : ApiWorkers.PATTERN_THREADS_MAX;
        List<Socket> busy = new ArrayList<>();
        try (RunningApi running = new RunningApi(slow)) {
            try {
                // given
                for (int i = 0; i < threads; i++) {
                    Socket socket = running.client.open();
                    busy.add(socket);
                    write(socket, request);
                }
                assertThat(readers.tryAcquire(threads, 20, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < 5; i++) {
                    try (Socket socket = running.client.open()) {
                        write(socket, request);
                    }
                }
                assertThat(running.observed(5)).hasSize(5);
            } finally {
                mayRead.countDown();
                for (Socket socket : busy) {
                    WireClient.read(socket.getInputStream());
                    socket.close();
                }
            }

            // when
            assertThat(running.client.get(path + FILTER).status()).isEqualTo(200);

            // then
            assertThat(readers.drainPermits()).isEqualTo(1);
        }
    }

    @Test
    void patternsOfManyRequests_changesAreSeenAllTheSame() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (RunningApi running = new RunningApi(slow)) {
            try {
                // given
                for (int i = 0; i < 4; i++) {
                    Socket socket = running.client.open();
                    sockets.add(socket);
                    write(socket, "GET /api/v2/alerts?filter=" + FILTER + " HTTP/1.1\r\nHost: t\r\n\r\n");
                }
                assertThat(readers.tryAcquire(ApiWorkers.PATTERN_THREADS_MAX, 20, TimeUnit.SECONDS))
                        .isTrue();

                // when, then
                ApiWorkers workers = new ApiWorkers(running.vertx);
                PageVersions versions = new PageVersions(
                        running.parts,
                        new LiveOverview(running.parts, workers, System::nanoTime),
                        new LiveSurvey(running.parts),
                        workers,
                        System::nanoTime);
                assertThat(RunningApi.await(versions.get()).versions().silences())
                        .isNotEmpty();
            } finally {
                mayRead.countDown();
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    /** Once those that there are have been surveyed, that of no regular expression is waited for. */
    @Test
    void patternsOfManyRequests_silencesAreListedAllTheSame() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (RunningApi running = new RunningApi(slow)) {
            try {
                // given
                assertThat(running.client.get(SilenceListEndpoint.PATH).status())
                        .isEqualTo(200);
                for (int i = 0; i < 4; i++) {
                    Socket socket = running.client.open();
                    sockets.add(socket);
                    write(socket, "GET /api/v2/alerts?filter=" + FILTER + " HTTP/1.1\r\nHost: t\r\n\r\n");
                }
                assertThat(readers.tryAcquire(ApiWorkers.PATTERN_THREADS_MAX, 20, TimeUnit.SECONDS))
                        .isTrue();

                // when, then
                assertThat(running.client.get(SilenceListEndpoint.PATH).status())
                        .isEqualTo(200);
            } finally {
                mayRead.countDown();
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    /** Anybody who may read can ask for the past; who silences has to be quick. */
    @Test
    void pastOfManyRequests_silenceWithAPatternDoesNotWait() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (RunningApi running = new RunningApi(slow)) {
            try {
                // given
                for (int i = 0; i < 6; i++) {
                    Socket socket = running.client.open();
                    sockets.add(socket);
                    write(socket, "GET /api/tocsin/v1/history?alert=" + FILTER + " HTTP/1.1\r\nHost: t\r\n\r\n");
                }
                assertThat(readers.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

                // when, then
                try (Socket socket = running.client.open()) {
                    write(socket, post(SILENCE.formatted("(a+b?){30}")));
                    assertThat(readers.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                }
            } finally {
                mayRead.countDown();
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pathsWithFilters")
    void filters_areBoundedTogether(String path) {
        String parameter = path.substring(path.indexOf('?') + 1);
        try (RunningApi running = new RunningApi()) {
            WireClient.Answer tooLarge = running.client.get(path + PATTERN + ("&" + parameter + PATTERN).repeat(50));
            WireClient.Answer tooMany = running.client.get(path + "a%3Db" + ("&" + parameter + "a%3Db").repeat(1_000));

            assertThat(tooLarge.status()).isEqualTo(400);
            assertThat(tooLarge.body())
                    .contains("the regular expressions of this request are too large together; use shorter or fewer");
            assertThat(tooMany.status()).isEqualTo(400);
            assertThat(tooMany.body()).contains("1001 matchers in one request (expected: at most 1000)");
            assertThat(running.client
                            .get(path + PATTERN + ("&" + parameter + PATTERN).repeat(45))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void receiver_countsWithTheFilters() {
        String query = "/api/v2/alerts?receiver=" + PATTERN.substring("a%3D~".length());
        try (RunningApi running = new RunningApi()) {
            assertThat(running.client
                            .get(query + ("&filter=" + PATTERN).repeat(45))
                            .status())
                    .isEqualTo(200);
            assertThat(running.client
                            .get(query + ("&filter=" + PATTERN).repeat(50))
                            .status())
                    .isEqualTo(400);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** A change of threads would cost more than the reading. */
    @Test
    void postSilence_shortPattern_isReadAtOnce() throws Exception {
        mayRead.countDown();
        try (RunningApi running = new RunningApi(slow);
                Socket socket = running.client.open()) {
            write(socket, post(SILENCE.formatted("node-.*[0-9]")));
            assertThat(WireClient.read(socket.getInputStream()).status()).isEqualTo(200);
            assertThat(reader.join()).startsWith("vert.x-eventloop-thread");
        }
    }

    @Test
    void get_filterThatIsNone_isRefusedAsBefore() {
        try (RunningApi running = new RunningApi()) {
            for (String path : new String[] {"alerts?filter", "alerts/groups?filter", "silences?filter"}) {
                WireClient.Answer answer = running.client.get("/api/v2/" + path + "=a%3D~(");
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).isEqualTo("\"error parsing regexp: missing closing ): `^(?:()$`\"\n");
            }
        }
    }
}
