package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real Prometheus answered about rules, alerts, targets and metadata while it scraped an exporter of fixed content:
 * the same exporter, configuration and requests, answered alike. Only what cannot be the same is not compared: times and
 * durations, by the names of their fields, and values of a program's own status, of which the shape is.
 *
 * @see "docs/golden-data.md; record_prometheus.py"
 */
final class RecordedPrometheusIT {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration ANSWERED_MAX = Duration.ofSeconds(20);
    private static final String FILES = "/golden/prometheus/live/";

    private static final Pattern TIME = Pattern.compile("\"(lastScrape|lastEvaluation|activeAt|keepFiringSince)\":"
            + "\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z\"");
    private static final Pattern SECONDS =
            Pattern.compile("\"(evaluationTime|lastScrapeDuration)\":\\d(\\.\\d+)?(e-\\d+)?(?=[,}])");
    private static final Pattern SAMPLE_TIME = Pattern.compile("\"value\":\\[\\d+(\\.\\d+)?,");
    private static final Pattern TOKEN = Pattern.compile("\"groupNextToken\":\"([0-9a-f]{40})\"");

    /** Prometheus keeps these in maps, whose order is another one each time. */
    private static final Pattern WITHOUT_ORDER = Pattern.compile("GET (rules|alerts|targets|metadata|query|series).*");

    private static final Pattern OWN_STATUS = Pattern.compile("GET (status/(?!walreplay).*|alertmanagers)");

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    // Written by the tests' thread, read by those of the exporter.
    private static volatile String flapping = "1";

    @TempDir
    private static Path folder;

    private static HttpServer exporter;
    private static AlertmanagerProcess server;

    /** Of the answer before, for those who ask for the rest. */
    private static String token = "";

    @BeforeAll
    static void start() throws IOException {
        exporter = LoopbackServer.start(THREADS, RecordedPrometheusIT::expose);
        for (String name : List.of("prometheus.yml", "rules.yml", "more.yml")) {
            Files.writeString(folder.resolve(name), text(FILES + name).replace("EXPORTER", address()));
        }
        server = AlertmanagerProcess.start(
                        Programs.tocsin(),
                        folder,
                        "route: {receiver: a}\nreceivers: [{name: a}]\n",
                        List.of("--prometheus.config.file=" + folder.resolve("prometheus.yml")))
                .awaitReady();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ask("rules?rule_name[]=KeepsFiring")).contains("\"state\":\"firing\""));
        flapping = "0";
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ask("rules?rule_name[]=KeepsFiring")).contains("keepFiringSince"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ask("rules?rule_name[]=Later")).contains("\"health\":\"ok\""));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ask("query?query=sum(up)")).contains("\"2\""));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ask("query?query=up:sum{job=\"other\"}")).contains("\"1\""));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ask("query?query=requests:sum")).contains("\"73.3"));
    }

    @AfterAll
    static void stop() {
        server.close();
        exporter.stop(0);
        THREADS.shutdownNow();
    }

    private static void expose(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().equals("/other") ? "other.txt" : "exposition.txt";
        byte[] body = text(FILES + name).replace("FLAPPING", flapping).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String address() {
        return "127.0.0.1:" + exporter.getAddress().getPort();
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordedPrometheusIT.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    record Case(String request, int status, String contentType, String body) {
        @Override
        public String toString() {
            return request;
        }
    }

    static List<Case> recorded() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String block : text("/golden/recorded/prometheus-live-3.5.3.txt").split("\n> ")) {
            if (!block.startsWith("#")) {
                String[] lines = block.split("\n", 3);
                cases.add(new Case(
                        lines[0], Integer.parseInt(lines[1].substring(0, 3)), lines[1].substring(4), lines[2].strip()));
            }
        }
        return cases;
    }

    /** A scrape that a busy machine is late with takes its series away until the next one, so it may be asked again. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void request_isAnsweredAsRecorded(Case asked) {
        String before = token;
        await().atMost(ANSWERED_MAX)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertAnsweredAsRecorded(asked, before));
    }

    private static void assertAnsweredAsRecorded(Case asked, String before) throws IOException {
        HttpAnswer answer = answer(asked.request()
                .substring("GET ".length())
                .replace("FOLDER", folder.toString())
                .replace("TOKEN", before));
        Matcher next = TOKEN.matcher(answer.text());
        token = next.find() ? next.group(1) : "";

        String body = answer.text()
                .replace(address(), "EXPORTER")
                .replace(folder.toString(), "FOLDER")
                .replace(":" + exporter.getAddress().getPort() + "/", ":EXPORTERPORT/");
        assertThat(answer.headers().get("Content-Type")).isEqualTo(asked.contentType());
        assertThat(compared(asked, body)).isEqualTo(compared(asked, asked.body()));
        assertThat(answer.status()).isEqualTo(asked.status());
    }

    private static String compared(Case asked, String body) throws IOException {
        if (OWN_STATUS.matcher(asked.request()).matches()) {
            return shape(JSON.readTree(body)).toString();
        }
        String timeless = TIME.matcher(body).replaceAll("\"$1\":\"TIME\"");
        timeless = SECONDS.matcher(timeless).replaceAll("\"$1\":0");
        timeless = SAMPLE_TIME.matcher(timeless).replaceAll("\"value\":[0,");
        timeless = TOKEN.matcher(timeless).replaceAll("\"groupNextToken\":\"TOKEN\"");
        boolean isList =
                asked.status() == 200 && WITHOUT_ORDER.matcher(asked.request()).matches();
        return isList ? sorted(JSON.readTree(timeless)).toString() : timeless.strip();
    }

    /** Groups and their rules have an order, nothing else has. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(each -> {
                boolean isOrdered = each.getKey().equals("groups")
                        || each.getKey().equals("rules")
                        || each.getKey().equals("value");
                each.setValue(isOrdered ? inside(each.getValue()) : sorted(each.getValue()));
            });
        } else if (node instanceof ArrayNode array) {
            inside(array);
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            elements.sort(Comparator.comparing(JsonNode::toString));
            array.removeAll();
            array.addAll(elements);
        }
        return node;
    }

    private static JsonNode inside(JsonNode node) {
        node.forEach(RecordedPrometheusIT::sorted);
        return node;
    }

    /** Fields and kinds of their values; a list is what its first element is. */
    private static Object shape(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("yaml").isMissingNode()) {
            Map<String, Object> fields = new TreeMap<>();
            object.properties().forEach(each -> fields.put(each.getKey(), shape(each.getValue())));
            return fields;
        }
        return node.getNodeType().name();
    }

    private static String ask(String path) {
        return answer(path).text();
    }

    private static HttpAnswer answer(String path) {
        String escaped = path.replace("{", "%7B")
                .replace("}", "%7D")
                .replace("\"", "%22")
                .replace("<", "%3C")
                .replace(">", "%3E");
        return server.get("/prometheus/api/v1/" + escaped);
    }
}
