package io.tocsin.server.clients;

import static io.tocsin.server.clients.ClientServer.encode;
import static io.tocsin.server.clients.ClientServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grafana's Prometheus data source with {@code /prometheus} behind the address of the server: its "Save and test", Explore,
 * dashboards, and the list of alerts.
 *
 * @see "Grafana: packages/grafana-prometheus, pkg/promlib (healthcheck, resource, models)"
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrafanaPrometheusIT {
    private static final String METRICS = """
            # HELP requests_total Requests answered.
            # TYPE requests_total counter
            requests_total{code="200",path="/"} 41
            requests_total{code="500",path="/a \\"b\\""} 1
            # TYPE temperature gauge
            temperature{room="a"} 21.5
            # TYPE latency_seconds histogram
            latency_seconds_bucket{le="0.1"} 3
            latency_seconds_bucket{le="1"} 5
            latency_seconds_bucket{le="+Inf"} 6
            latency_seconds_sum 4.5
            latency_seconds_count 6
            """;

    /** What Grafana's server sends along. */
    private static final Map<String, String> GRAFANA = Map.of(
            "User-Agent", "Grafana/12.1.0",
            "Accept-Encoding", "identity",
            "X-Grafana-Org-Id", "1",
            "X-Datasource-Uid", "uid");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer target;
    private ClientServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        byte[] metrics = METRICS.getBytes(StandardCharsets.UTF_8);
        target = LoopbackServer.start(threads, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
            exchange.close();
        });
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: web
                    rules:
                      - {record: "requests:sum", expr: sum(requests_total)}
                      - {alert: Errors, expr: 'requests_total{code="500"} > 0', labels: {severity: page}, annotations: {summary: bad}}
                      - {alert: Cold, expr: temperature < 0, for: 5m}
                """);
        Path file = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 5s, evaluation_interval: 200ms}
                rule_files: [rules.yml]
                scrape_configs: [{job_name: web, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                """.formatted(
                        target.getAddress().getPort()));
        server = ClientServer.start(
                folder, "route: {receiver: a}\nreceivers: [{name: a}]\n", "--prometheus.config.file=" + file);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(query("ALERTS{alertstate=\"firing\"}").size())
                                .isEqualTo(1));
    }

    @AfterAll
    void stop() {
        server.close();
        target.stop(0);
        threads.shutdownNow();
    }

    /** The data of a POST with a form, which is how the data source asks by default. */
    private JsonNode form(String path, Map<String, String> fields) {
        var body = new ArrayList<String>();
        new TreeMap<>(fields).forEach((name, value) -> body.add(encode(name) + "=" + encode(value)));
        var headers = new TreeMap<>(GRAFANA);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return data(path, server.send("POST", "/prometheus/api/v1/" + path, headers, String.join("&", body)));
    }

    private JsonNode get(String path) {
        return data(path, server.send("GET", "/prometheus/api/v1/" + path, GRAFANA, ""));
    }

    private static JsonNode data(String path, HttpAnswer answer) {
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).as(path).isEqualTo("application/json");
        JsonNode json = json(answer.text());
        assertThat(json.at("/status").asText()).as(path).isEqualTo("success");
        return json.at("/data");
    }

    private JsonNode query(String expression) {
        return form("query", Map.of("query", expression, "time", time(0))).at("/result");
    }

    /** As Grafana writes times: seconds with a fraction. */
    private static String time(long secondsAgo) {
        return Instant.now().minusSeconds(secondsAgo).toEpochMilli() / 1000.0 + "";
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @Test
    void saveAndTest_asksForTwo_andForTheBuild() {
        JsonNode two = form("query", Map.of("query", "1+1", "time", "4"));
        assertThat(two.toString()).isEqualTo("{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}");
        JsonNode build = get("status/buildinfo");
        // Without "features" it is taken for a plain Prometheus, and the version says what it can.
        assertThat(build.has("features")).isFalse();
        assertThat(build.at("/version").asText()).matches("3\\.\\d+\\.\\d+");
        assertThat(build.has("revision")).isTrue();
    }

    @Test
    void explore_completion_knowsMetricsLabelsAndValues() {
        Map<String, String> window = Map.of("start", time(3600), "end", time(0));
        assertThat(texts(form("labels", window))).contains("__name__", "code", "instance", "job", "le", "room");
        String between = "?start=" + time(3600) + "&end=" + time(0);
        assertThat(texts(get("label/__name__/values" + between + "&limit=40000")))
                .contains("requests_total", "requests:sum", "up", "ALERTS");
        assertThat(texts(get("label/code/values" + between + "&match%5B%5D=" + encode("requests_total{job=\"web\"}"))))
                .containsExactly("200", "500");
        var series = new TreeMap<>(window);
        series.put("match[]", "{__name__=\"requests_total\",code=\"500\"}");
        assertThat(form("series", series).at("/0/path").asText()).isEqualTo("/a \"b\"");
        assertThat(get("metadata?limit=100").at("/requests_total"))
                .isEqualTo(json("[{\"type\":\"counter\",\"unit\":\"\",\"help\":\"Requests answered.\"}]"));
    }

    @Test
    void explore_instantAndRange_areAnsweredAlike() {
        JsonNode sample = query("requests_total{code=\"200\"}").get(0);
        assertThat(sample.at("/value/1").asText()).isEqualTo("41");
        assertThat(sample.at("/value/0").isNumber()).isTrue();
        // Whatever is there now is older than that.
        long end = Instant.now().getEpochSecond() + 1;
        JsonNode range = form(
                "query_range",
                Map.of(
                        "query",
                        "sum by (code) (requests_total)",
                        "start",
                        String.valueOf(end - 1),
                        "end",
                        String.valueOf(end),
                        "step",
                        "1"));
        assertThat(range.at("/resultType").asText()).isEqualTo("matrix");
        assertThat(range.at("/result/1/metric").toString()).isEqualTo("{\"code\":\"500\"}");
        JsonNode values = range.at("/result/1/values");
        assertThat(values.get(values.size() - 1).toString()).isEqualTo("[" + end + ",\"1\"]");
        assertThat(form(
                                "query_exemplars",
                                Map.of(
                                        "query",
                                        "requests_total",
                                        "start",
                                        String.valueOf(end - 60),
                                        "end",
                                        String.valueOf(end)))
                        .toString())
                .isEqualTo("[]");
    }

    @Test
    void dashboard_panels_areDrawn() {
        for (String expression : List.of(
                "sum(rate(requests_total{job=~\"web|other\"}[1m0s]))",
                "histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[1m0s])))",
                "label_replace(temperature, \"where\", \"$1\", \"room\", \"(.*)\")",
                "topk(5, requests_total)",
                "count by (alertname) (ALERTS)")) {
            JsonNode range =
                    form("query_range", Map.of("query", expression, "start", time(300), "end", time(0), "step", "15"));
            assertThat(range.at("/resultType").asText()).as(expression).isEqualTo("matrix");
        }
        HttpAnswer broken = server.send(
                "POST",
                "/prometheus/api/v1/query_range",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "query=" + encode("sum(") + "&start=1&end=2&step=1");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(json(broken.text()).at("/errorType").asText()).isEqualTo("bad_data");
        assertThat(json(broken.text()).at("/error").asText())
                .isEqualTo("invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis");
    }

    @Test
    void alertList_rulesAndAlerts_haveWhatItShows() {
        JsonNode group = get("rules?type=alert").at("/groups/0");
        assertThat(group.at("/name").asText()).isEqualTo("web");
        assertThat(group.at("/interval").asDouble()).isEqualTo(0.2);
        JsonNode rule = group.at("/rules/0");
        assertThat(rule.at("/type").asText()).isEqualTo("alerting");
        assertThat(rule.at("/state").asText()).isEqualTo("firing");
        assertThat(rule.at("/query").asText()).isEqualTo("requests_total{code=\"500\"} > 0");
        assertThat(rule.at("/labels").toString()).isEqualTo("{\"severity\":\"page\"}");
        assertThat(rule.at("/health").asText()).isEqualTo("ok");
        assertThat(rule.at("/alerts/0/value").asText()).isEqualTo("1e+00");
        assertThat(Instant.parse(rule.at("/alerts/0/activeAt").asText())).isBefore(Instant.now());
        assertThat(group.at("/rules/1/state").asText()).isEqualTo("inactive");
        assertThat(group.at("/rules/1/duration").asDouble()).isEqualTo(300);
        JsonNode alert = get("alerts").at("/alerts/0");
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("Errors");
        assertThat(alert.at("/annotations/summary").asText()).isEqualTo("bad");
        assertThat(alert.at("/state").asText()).isEqualTo("firing");
        JsonNode recorded = get("rules?type=record").at("/groups/0/rules/0");
        assertThat(recorded.at("/name").asText()).isEqualTo("requests:sum");
        assertThat(recorded.at("/type").asText()).isEqualTo("recording");
    }
}
