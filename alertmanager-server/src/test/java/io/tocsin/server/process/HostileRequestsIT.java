package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What anybody may send to the Prometheus API of a server with a small heap: it ends with an answer, the process goes on, and
 * alerts that are posted meanwhile are notified. Each of these tests runs against the same process.
 */
@Tag("waits")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class HostileRequestsIT {
    private static final String API = "/prometheus/api/v1/";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SERIES = 8_000;

    /** Far beyond what a notification takes, and far below what an event loop would need for some of these requests. */
    private static final Duration NOTIFIED_MAX = Duration.ofSeconds(30);

    /** Of which answers that are not read may take an eighth. */
    private static final Map<String, String> SMALL_HEAP = Map.of("JAVA_OPTS", "-Xmx96m");

    @TempDir
    private static Path folder;

    private static ScrapeTarget target;
    private static WebhookReceiver receiver;
    private static AlertmanagerProcess server;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new ArrayList<>();
    private Pulse pulse;

    @BeforeAll
    static void start() throws IOException {
        target = new ScrapeTarget();
        target.serve(IntStream.range(0, SERIES)
                .mapToObj(i -> "wide{instance_number=\"" + i + "\",group=\"g" + i % 50 + "\"} " + i / 7.0 + "\n")
                .collect(Collectors.joining()));
        receiver = new WebhookReceiver();
        Files.writeString(folder.resolve("rules.yml"), "groups: [{name: a, rules: [{alert: A, expr: up == 1}]}]\n");
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 15s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                scrape_configs: [{job_name: wide, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                """.formatted(target.port()));
        String config = """
                route: {receiver: none, routes: [{matchers: [alertname=Pulse], receiver: hook, group_by: [n], group_wait: 0s}]}
                receivers: [{name: none}, {name: hook, webhook_configs: [{url: '%s/'}]}]
                """.formatted(receiver.url());
        server = AlertmanagerProcess.start(
                        Programs.tocsin(),
                        SMALL_HEAP,
                        folder,
                        config,
                        List.of("--prometheus.config.file=" + folder.resolve("prometheus.yml"), "--query.timeout=30s"))
                .awaitReady();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(query("count(wide)").text()).contains("\"" + SERIES + "\""));
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.close();
        target.close();
    }

    @BeforeEach
    void begin() {
        pulse = new Pulse();
    }

    /** Whatever it was: the process lives, has done its work, and answers others. */
    @AfterEach
    void serverWorksOn() throws Exception {
        try {
            assertThat(server.isAlive()).as(server.log()).isTrue();
            pulse.end();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(query("count(wide)").text()).contains("\"" + SERIES + "\""));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(metric("tocsin_evaluator_evaluation_bytes{kind=\"queries\"}"))
                            .isZero());
            assertThat(server.log()).doesNotContain("OutOfMemoryError", "Request failed", "API request failed");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            threads.shutdownNow();
        }
    }

    /** Posts an alert every quarter of a second, each of which is to be notified. */
    private final class Pulse {
        private final List<Instant> posted = new ArrayList<>();
        private final Future<?> running;

        // Volatile: set by the test, read by the thread that posts.
        private volatile boolean isOver;

        Pulse() {
            running = threads.submit(() -> {
                while (!isOver) {
                    Instant now = Instant.now();
                    String name = server.pid() + "-" + now.toEpochMilli();
                    HttpAnswer answer = HttpExchange.post(
                                    "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Pulse\",\"n\":\"" + name + "\"}}]")
                            .sendTo(server.address());
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                    synchronized (posted) {
                        posted.add(now);
                    }
                    TimeUnit.MILLISECONDS.sleep(250);
                }
                return null;
            });
        }

        void end() throws Exception {
            isOver = true;
            running.get(NOTIFIED_MAX.toSeconds() + 15, TimeUnit.SECONDS);
            synchronized (posted) {
                assertThat(posted).isNotEmpty();
                for (Instant each : posted) {
                    assertThat(notified(each)).isBefore(each.plus(NOTIFIED_MAX));
                }
            }
        }

        private Instant notified(Instant each) {
            String name = "\"n\":\"" + server.pid() + "-" + each.toEpochMilli() + "\"";
            return await().atMost(SOON)
                    .until(
                            () -> receiver.received().stream()
                                    .filter(one -> one.body().contains(name))
                                    .map(WebhookReceiver.Received::at)
                                    .toList(),
                            found -> !found.isEmpty())
                    .get(0);
        }
    }

    @Test
    void largeResults_clientsDoNotRead_othersAreToldAndTheseAreEnded() throws Exception {
        // when: clients that do not read come faster than they are ended, until there is no room any more
        HttpAnswer refused = await().atMost(SOON)
                .until(
                        () -> {
                            send(connect(), "GET " + large(25) + " HTTP/1.1\r\nHost: a\r\n\r\n");
                            return get(large(25));
                        },
                        answer -> answer.status() == 503);
        // then
        assertThat(refused.text()).contains("\"errorType\":\"unavailable\"", "large results at once", "try again");
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(metric("tocsin_evaluator_answer_bytes"))
                .isLessThanOrEqualTo(metric("tocsin_evaluator_answer_bytes_limit"));
        assertThat(metric("tocsin_evaluator_queries_refused_total")).isPositive();
        assertThat(query("1").status()).isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(large(25)).status()).isEqualTo(200));
    }

    @Test
    void largeResults_manyAtOnce_areAnsweredOrRefused() throws Exception {
        List<HttpAnswer> answers = atOnce(16, i -> HttpExchange.get(large(40 + i % 3)));

        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 503)
                .allMatch(answer -> answer.text().contains("try again later")
                        // Where the machine is slow.
                        || answer.text().contains("query timed out in query queue"));
    }

    /** Each may have most of the memory for what is evaluated, or wants more than there is. */
    @Test
    void queries_largeAndMany_areAnsweredOrRefusedAndRulesGoOn() throws Exception {
        String failures =
                "prometheus_rule_evaluation_failures_total{rule_group=\"" + folder.resolve("rules.yml") + ";a\"}";
        double failedBefore = metric(failures);
        List<String> expressions = List.of(
                "count(wide)",
                "count(wide * 2)",
                "count(wide * on (instance_number) wide)",
                "sum by (group) (label_replace(wide, 'a', '$1$1', 'instance_number', '(.*)'))",
                "count(wide ^ wide ^ wide ^ wide ^ wide ^ wide ^ wide)",
                "max_over_time(vector(time())[4h:100ms])");

        // The newest samples count for five minutes.
        long start = Instant.now().getEpochSecond();
        List<HttpAnswer> answers = atOnce(
                32,
                i -> HttpExchange.get(API + "query_range?query=" + encoded(expressions.get(i % expressions.size()))
                        + "&step=1&start=" + start + "&end=" + (start + 50 + i * 6L)));

        assertThat(answers).allMatch(answer -> List.of(200, 422, 503).contains(answer.status()));
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 422)
                .allMatch(answer -> answer.text().contains("too many samples"));
        assertThat(metric(failures)).as("evaluations of rules that failed").isEqualTo(failedBefore);
    }

    @Test
    void answers_clientSendsRequestsAndReadsNothing_isEnded() throws Exception {
        String one = "GET " + API + "status/flags HTTP/1.1\r\nHost: a\r\n\r\n";
        String many = one.repeat(100);
        for (int i = 0; i < 10; i++) {
            Socket socket = connect();
            sendOnAndOn(socket, "", many, 2_000);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(query("1").status()).isEqualTo(200));
    }

    @Test
    void parameters_million_areBounded() throws Exception {
        assertThat(form("query", "&a".repeat(500_000) + "&query=1").status()).isEqualTo(400);
        assertThat(form("query", "query=1" + "&a=b".repeat(250_000)).status()).isEqualTo(200);
        assertThat(get(API + "query?query=1" + "&a".repeat(450_000)).status()).isEqualTo(200);
        assertThat(atOnce(20, i -> posted("query", "query=1" + "&a=b".repeat(250_000))))
                .allMatch(answer -> answer.status() == 200 || answer.status() == 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "start", "end", "timeout", "lookback_delta", "limit", "time"})
    void numbers_millionDigits_areRefusedOrRead(String parameter) {
        for (String number : List.of("1." + "1".repeat(1_000_000), "9".repeat(1_000_000), "1" + "s".repeat(900_000))) {
            String rest = "&query=1&start=1&end=2&step=1".replaceAll("&" + parameter + "=[^&]*", "");
            for (String path : List.of("query", "query_range")) {
                HttpAnswer answer = form(path, parameter + "=" + number + rest);
                assertThat(answer.status()).as(path + " " + parameter).isIn(200, 400, 503);
            }
        }
    }

    @Test
    void queries_long_areRefused() throws Exception {
        String sum = "1" + "%2B1".repeat(200_000);
        assertThat(form("query", "query=" + sum).status()).isEqualTo(400);
        assertThat(form("query", "query=" + "a".repeat(2_000_000)).status()).isEqualTo(413);
        assertThat(form("query", "query=" + "a".repeat(1_000_000)).status()).isEqualTo(400);
        assertThat(atOnce(40, i -> posted("query", "query=" + sum)))
                .allMatch(answer -> answer.status() == 400 || answer.status() == 503);
        assertThat(atOnce(40, i -> HttpExchange.get(API + "query?query=" + sum)))
                .allMatch(answer -> answer.status() == 400 || answer.status() == 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parse_query", "format_query"})
    void expressions_hundredThousandParts_areShownOrRefused(String path) throws Exception {
        String labels = "sum by (" + "a,".repeat(120_000) + "a) (b)";
        assertThat(form(path, "query=" + encoded(labels)).status()).isEqualTo(200);
        String matchers = "{" + "a=\"b\",".repeat(40_000) + "a=\"b\"}";
        assertThat(atOnce(10, i -> posted(path, "query=" + encoded(matchers))))
                .allMatch(answer -> answer.status() == 200 || answer.status() == 503);
        String indented =
                "abs(".repeat(90) + "label_join(a,\"b\",\"c\"" + ",\"b\"".repeat(60_000) + ")" + ")".repeat(90);
        assertThat(atOnce(10, i -> posted(path, "query=" + encoded(indented))))
                .allMatch(answer -> answer.status() < 500 || answer.status() == 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "abs(", "sum(", "{a=\"", "[", "a[1m:", "a offset ", "a or ", "'", "#", "a by ("})
    void queries_deeplyNested_areRefused(String opening) {
        for (String path : List.of("query", "parse_query", "format_query", "query_exemplars")) {
            String text = opening.repeat(200_000 / opening.length());
            HttpAnswer answer = form(path, "query=" + encoded(text) + "&start=1&end=2");
            assertThat(answer.status()).as(path + answer.text()).isEqualTo(400);
        }
    }

    @Test
    void text_thatIsNoUtf8_isRefusedOrFindsNothing() throws Exception {
        for (String path : List.of("query?query=%ff%fe", "query?query=a{b=\"%c3%28\"}", "series?match[]={a=\"%ff\"}")) {
            assertThat(get(API + path).status()).as(path).isIn(200, 400);
        }
        assertThat(get(API + "label/%ff%fe/values").status()).isIn(200, 400);
        assertThat(get(API + "label/U__ff__/values").status()).isIn(200, 400);
        var raw = new HttpExchange(
                "POST",
                API + "query",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "query=a{b=\"\u00ff\u00fe\u00c3\"}".getBytes(ISO_8859_1));
        assertThat(raw.sendTo(server.address()).status()).isIn(200, 400);
    }

    /** Dashboards that take all there is must not keep anybody from seeing what is wrong. */
    @Test
    void queries_slowAndMany_rulesAlertsAndTargetsAreShown() throws Exception {
        String slow = "quantile_over_time(0.5, (quantile_over_time(0.5, vector(time())[8h:1s]))[8h:1s])";
        List<Future<HttpAnswer>> queries = IntStream.range(0, 40)
                .mapToObj(i -> threads.submit(() -> query(slow + " + " + i)))
                .toList();
        await().atMost(SOON).until(() -> metric("tocsin_evaluator_queries_waiting") >= queries.size() / 2.0);

        for (String path : List.of("rules", "alerts", "targets")) {
            HttpAnswer answer = get(API + path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.text()).as(path).contains("\"status\":\"success\"");
        }

        assertThat(metric("tocsin_evaluator_queries_waiting"))
                .as("queries that wait still")
                .isPositive();
        assertThat(metric("tocsin_evaluator_views_waiting")).isZero();
        for (Future<HttpAnswer> each : queries) {
            assertThat(each.get(SOON.toSeconds(), TimeUnit.SECONDS).status()).isIn(200, 503);
        }
    }

    @Test
    void selectors_thousands_endInTime() throws Exception {
        String all = IntStream.range(0, 9_000)
                .mapToObj(
                        i -> "match[]=" + encoded("{__name__=~\".*" + i + ".*\",a!~\"(b|c|d)*x{1," + i % 500 + "}\"}"))
                .collect(Collectors.joining("&"));
        for (String path : List.of("series", "labels")) {
            assertThat(form(path, all).status()).as(path).isIn(200, 400, 413, 422, 503);
        }
        for (String path : List.of("label/group/values", "rules")) {
            HttpAnswer answer = get(API + path + "?" + all);
            assertThat(answer.status()).as(path).isIn(200, 400, 414, 422, 431, 503);
        }
        assertThat(atOnce(8, i -> HttpExchange.get(API + "rules?" + all)))
                .allMatch(answer -> answer.status() < 500 || answer.status() == 503);
    }

    @Test
    void bodies_endlessOrSlow_areRefused() throws Exception {
        // given: bodies that are as long as they may be, and end never
        String head =
                "POST " + API + "query HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        for (int i = 0; i < 60; i++) {
            Socket socket = connect();
            sendOnAndOn(socket, head + "Content-Length: 1048576\r\n\r\n", "a".repeat(1_000_000), 1);
        }
        // when
        Socket endless = connect();
        sendOnAndOn(
                endless,
                head + "Transfer-Encoding: chunked\r\n\r\n",
                "1000\r\n" + "a".repeat(4096) + "\r\n",
                1_000_000);
        // then
        assertThat(firstLine(endless)).matches("HTTP/1.1 (413|503) .*");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(form("query", "query=1" + "&a=b".repeat(100_000))
                                .status())
                        .isEqualTo(200));
        assertThat(form("query", "query=1").status()).isEqualTo(200);
    }

    @Test
    void heads_hundredThatDoNotEnd_holdNobodyUp() throws Exception {
        for (int i = 0; i < 100; i++) {
            Socket socket = connect();
            sendOnAndOn(socket, "GET " + API + "query?query=", "a".repeat(1_000_000), 1);
        }
        assertThat(query("1").status()).isEqualTo(200);
    }

    /** All series at so many times: a point is 16 bytes in memory, and some 20 in the answer. */
    private static String large(int points) {
        String expression = "wide @ " + Instant.now().getEpochSecond();
        return API + "query_range?query=" + encoded(expression) + "&step=1&start=1&end=" + points;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        // So that little waits in the kernel for somebody who does not read.
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(server.address());
        socket.setSoTimeout((int) SOON.toMillis());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    /** Beside the test, until it is all sent or the server has enough. */
    private void sendOnAndOn(Socket socket, String begin, String more, int times) {
        threads.execute(() -> {
            try {
                send(socket, begin);
                for (int i = 0; i < times; i++) {
                    send(socket, more);
                }
            } catch (IOException ignored) {
                // What becomes of it is for the test to say.
            }
        });
    }

    private static String firstLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private List<HttpAnswer> atOnce(int count, IntFunction<HttpExchange> made) throws Exception {
        List<Future<HttpAnswer>> answers = IntStream.range(0, count)
                .mapToObj(i -> threads.submit(() -> made.apply(i).sendTo(server.address())))
                .toList();
        List<HttpAnswer> all = new ArrayList<>();
        for (Future<HttpAnswer> each : answers) {
            all.add(each.get(SOON.toSeconds(), TimeUnit.SECONDS));
        }
        return all;
    }

    private static HttpExchange posted(String path, String form) {
        return new HttpExchange(
                "POST", API + path, Map.of("Content-Type", "application/x-www-form-urlencoded"), form.getBytes(UTF_8));
    }

    private static HttpAnswer form(String path, String form) {
        return posted(path, form).sendTo(server.address());
    }

    private static HttpAnswer get(String target) {
        return server.get(target);
    }

    private static HttpAnswer query(String expression) {
        return get(API + "query?query=" + encoded(expression));
    }

    private static double metric(String name) {
        return server.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
