package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real node_exporter exposes, scraped by a real Prometheus and by us: the same series with the same values, asked
 * for through both APIs. The exporter is asked once, and both scrape that answer, because its values never stand still.
 */
@Tag("waits")
final class NodeExporterIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String REQUIRE = "tocsin.require.prometheus";
    private static final String ALL = "{job=\"node\"}";

    /** They tell of the scrapes, not of what was scraped, and no two are alike. */
    private static final Pattern OWN = Pattern.compile("scrape_duration_seconds|scrape_series_added");

    /** What Prometheus asks for, in short. */
    private static final String ACCEPT =
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.4,*/*;q=0.1";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void installedPrometheus_sameAnswer_sameSeriesAndValues(@TempDir Path folder) throws Exception {
        compare(Programs.installed("prometheus", REQUIRE), folder);
    }

    @Test
    @Tag("oracle")
    void newestPrometheus_sameAnswer_sameSeriesAndValues(@TempDir Path folder) throws Exception {
        compare(Programs.peer("prometheus"), folder);
    }

    private void compare(Path program, Path folder) throws Exception {
        boolean isOld = Programs.firstVersionLine(program).contains("version 2.");
        HttpServer exporter = served(exposed(folder));
        String config = """
                global: {scrape_interval: 5s, evaluation_interval: 5s}
                scrape_configs: [{job_name: node, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                """.formatted(exporter.getAddress().getPort());
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        Path ours = Files.createDirectories(folder.resolve("ours"));
        Files.writeString(ours.resolve("prometheus.yml"), config);
        try (var original = PrometheusProcess.start(program, theirs, config, "groups: []\n");
                var tocsin = AlertmanagerProcess.start(
                                Programs.tocsin(),
                                ours,
                                "route: {receiver: a}\nreceivers: [{name: a}]\n",
                                List.of("--prometheus.config.file=" + ours.resolve("prometheus.yml")))
                        .awaitReady()) {
            Function<String, HttpAnswer> askThem = path -> original.get("/api/v1/" + path);
            Function<String, HttpAnswer> askUs = path -> tocsin.get("/prometheus/api/v1/" + path);
            for (Function<String, HttpAnswer> ask : List.of(askThem, askUs)) {
                // The first of them is older than what the ranges below look back to.
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(instant(ask, "sum_over_time(up[1m]) >= 2"))
                                .hasSize(1));
            }
            Map<String, String> expected = instant(askThem, ALL);
            assertThat(expected).hasSizeGreaterThan(300);
            assertThat(instant(askUs, ALL)).isEqualTo(isOld ? withFloats(expected) : expected);
            compareRanges(askThem, askUs);
            assertThat(data(askUs, "metadata?metric=node_cpu_seconds_total"))
                    .isEqualTo(data(askThem, "metadata?metric=node_cpu_seconds_total"));
        } finally {
            exporter.stop(0);
        }
    }

    private static void compareRanges(Function<String, HttpAnswer> askThem, Function<String, HttpAnswer> askUs)
            throws IOException {
        long end = Instant.now().getEpochSecond();
        for (String expression : List.of(
                "node_memory_MemTotal_bytes",
                "count by (mode) (node_cpu_seconds_total)",
                "max by (device) (node_network_receive_bytes_total)",
                "topk(3, node_scrape_collector_success)",
                "absent(nothing{job=\"node\"})")) {
            String range =
                    "query_range?query=" + encoded(expression) + "&start=" + (end - 2) + "&end=" + end + "&step=1";
            assertThat(data(askUs, range)).as(expression).isEqualTo(data(askThem, range));
        }
    }

    /** Since 3.0 bounds and quantiles of the text format are floats wherever they come from: {@code le="1.0"}. */
    private static Map<String, String> withFloats(Map<String, String> values) {
        var changed = new TreeMap<String, String>();
        values.forEach((labels, value) ->
                changed.put(labels.replaceAll("\"(le|quantile)\":\"(\\d+)\"", "\"$1\":\"$2.0\""), value));
        return changed;
    }

    /** The samples of a vector by their labels. */
    private static Map<String, String> instant(Function<String, HttpAnswer> ask, String expression) throws IOException {
        var values = new TreeMap<String, String>();
        for (JsonNode sample : data(ask, "query?query=" + encoded(expression)).at("/result")) {
            String name = sample.at("/metric/__name__").asText();
            var labels = new TreeMap<String, String>();
            for (Map.Entry<String, JsonNode> label : sample.at("/metric").properties()) {
                labels.put(label.getKey(), label.getValue().asText());
            }
            values.put(
                    JSON.writeValueAsString(labels),
                    OWN.matcher(name).matches() ? "any" : sample.at("/value/1").asText());
        }
        return values;
    }

    private static JsonNode data(Function<String, HttpAnswer> ask, String path) throws IOException {
        HttpAnswer answer = ask.apply(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        return JSON.readTree(answer.body()).at("/data");
    }

    private static String encoded(String expression) {
        return URLEncoder.encode(expression, UTF_8);
    }

    /** What a real exporter answers. */
    private static HttpAnswer exposed(Path folder) throws IOException {
        Path program = Programs.installed("prometheus-node-exporter", REQUIRE);
        int port = FreePorts.pick();
        Process process = new ProcessBuilder(program.toString(), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("exporter.txt").toFile())
                .start();
        try {
            var request = new io.tocsin.server.process.HttpExchange("GET", "/metrics", Map.of("Accept", ACCEPT), null);
            return await().atMost(SOON)
                    .ignoreExceptions()
                    .until(
                            () -> request.sendTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                            answer -> answer.status() == 200);
        } finally {
            process.destroyForcibly();
        }
    }

    private HttpServer served(HttpAnswer answer) {
        return LoopbackServer.start(threads, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", answer.headers().getOrDefault("Content-Type", ""));
            boolean isZipped = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                    .contains("gzip");
            if (isZipped) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            send(exchange, isZipped ? zipped(answer.body()) : answer.body());
        });
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] zipped(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(body);
        }
        return out.toByteArray();
    }
}
