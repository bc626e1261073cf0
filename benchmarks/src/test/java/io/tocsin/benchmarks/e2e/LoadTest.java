package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoadTest {
    private static final Pattern POD = Pattern.compile("\"pod\":\"([^\"]+)\"");

    private final Set<String> pods = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> lengths = new ConcurrentLinkedQueue<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);

    LoadTest() throws IOException {}

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void postGenerations_ofSmallPool_postsEveryAlertOnce() throws Exception {
        // given
        Load load = load(200, 200);
        // when
        ClosedLoop.Result result = load.postGenerations(0, 3);
        // then
        assertThat(result.things()).isEqualTo(600);
        assertThat(result.latencies().size()).isEqualTo(lengths.size());
        assertThat(pods).hasSize(600);
    }

    @Test
    void refreshFor_shortTime_repeatsTheSameAlerts() throws Exception {
        Load load = load(128, 200);

        ClosedLoop.Result result = load.refreshFor(Duration.ofMillis(300));

        assertThat(result.things()).isGreaterThan(128);
        assertThat(pods).hasSize(128);
    }

    @Test
    void postGenerations_toSeveralServers_postsEveryAlertToEach() throws Exception {
        // given
        load(64, 200);
        Pool pool = Pool.of("localhost", 64, 64, 1, Instant.parse("2026-03-01T10:00:00Z"));
        // when
        ClosedLoop.Result result =
                new Load(List.of(server.getAddress(), server.getAddress()), pool).postGenerations(0, 2);
        // then
        assertThat(result.things()).isEqualTo(128);
        assertThat(lengths).hasSize(4);
        assertThat(pods).hasSize(128);
    }

    @Test
    void run_otherStatusThan200_failsWithTheAnswer() throws Exception {
        Load load = load(64, 400);

        assertThatThrownBy(() -> load.postGenerations(0, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("400");
    }

    private Load load(int alerts, int status) {
        server.createContext("/api/v2/alerts", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            lengths.add(body.length());
            POD.matcher(body).results().forEach(pod -> pods.add(pod.group(1)));
            byte[] answer = "{}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Pool pool = Pool.of("localhost", alerts, 64, 2, Instant.parse("2026-03-01T10:00:00Z"));
        return new Load(server.getAddress(), pool);
    }
}
