package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.evaluator.store.MemoryStore;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real Prometheus answered to requests, good and bad, over the same samples: Grafana's and promtool's among them.
 *
 * @see "docs/golden-data.md"
 */
final class PrometheusGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(StoredSamples.END_MILLIS));
    private static final QueryThreads THREADS = new QueryThreads(2, 2, System::nanoTime);

    private static RunningPrometheusApi api;

    @BeforeAll
    static void start() throws Exception {
        MemoryStore store = StoredSamples.store();
        api = new RunningPrometheusApi(PrometheusFixture.over(store, THREADS, CLOCK)::addTo, CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
        THREADS.close();
    }

    record Case(String request, int status, String contentType, String body) {
        @Override
        public String toString() {
            return request;
        }
    }

    static List<Case> recorded() throws Exception {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(
                PrometheusGoldenTest.class.getResourceAsStream("/golden/recorded/prometheus-3.5.3.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String block : text.split("\n> ")) {
                if (block.startsWith("#")) {
                    continue;
                }
                String[] lines = block.split("\n", 3);
                cases.add(new Case(
                        lines[0], Integer.parseInt(lines[1].substring(0, 3)), lines[1].substring(4), lines[2].strip()));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void request_isAnsweredAsRecorded(Case asked) throws Exception {
        String[] parts = asked.request().split(" ", 3);
        String path = "/prometheus/api/v1/" + parts[1];
        HttpResponse<String> answer = parts[0].equals("POST") ? api.post(path, parts[2]) : api.get(path);

        assertThat(answer.headers().firstValue("Content-Type")).contains(asked.contentType());
        assertThat(inOrder(asked, answer.body())).isEqualTo(inOrder(asked, asked.body()));
        assertThat(answer.statusCode()).isEqualTo(asked.status());
    }

    /** Vectors have an order only where the expression says so. */
    private static String inOrder(Case asked, String body) throws Exception {
        JsonNode root = JSON.readTree(body);
        boolean isVector = root.at("/data/resultType").asText().equals("vector");
        if (!isVector || asked.request().matches(".*(sort|topk|limit).*")) {
            return body.strip();
        }
        List<JsonNode> samples = new ArrayList<>();
        root.at("/data/result").forEach(samples::add);
        samples.sort(Comparator.comparing(sample -> sample.get("metric").toString()));
        ArrayNode sorted = ((ObjectNode) root.get("data")).putArray("result");
        samples.forEach(sorted::add);
        return root.toString();
    }
}
