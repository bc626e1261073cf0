package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Explanations of many alerts over real connections: made as they are taken. */
final class ExplanationStreamTest {
    private static final int ALERTS = 1_000;
    private static final int LABEL_CHARACTERS = 40_000;
    private static final String ALL = "/api/tocsin/v1/explain?limit=" + ALERTS;

    @Test
    void clientThatStopsReading_nothingIsExplainedAhead() throws IOException {
        try (RunningApi running = new RunningApi()) {
            // given an answer of more than 40 MB, far more than the connection itself holds
            post(running, "x".repeat(LABEL_CHARACTERS));
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(8 << 10);
                socket.setSoTimeout(20_000);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port));
                // when
                ask(socket);
                socket.getInputStream().readNBytes(1_000);
                // then others are served
                assertThat(running.client
                                .get("/api/tocsin/v1/explain?filter=n%3D%221%22")
                                .status())
                        .isEqualTo(200);
            }
            // then what was written is what the connection holds, and not the answer
            String given = running.observed(posts() + 2).get(posts() + 1);
            assertThat(given).startsWith("get /api/tocsin/v1/explain 200 ");
            assertThat(Long.parseLong(given.substring(given.lastIndexOf(' ') + 1)))
                    .isLessThan((long) ALERTS * LABEL_CHARACTERS / 2);
        }
    }

    @Test
    void allOfThem_areOneWholeAnswer() {
        try (RunningApi running = new RunningApi()) {
            post(running, "");

            Answer answer = running.client.get(ALL);

            assertThat(answer.body())
                    .startsWith("{\"total\":1000,\"explanations\":[{\"labels\":")
                    .endsWith("}]}\n");
            assertThat(answer.body().split("\"state\":\"firing\"", -1)).hasSize(ALERTS + 1);
        }
    }

    @Test
    void few_areSentWithTheirLength() {
        try (RunningApi running = new RunningApi()) {
            Answer answer = running.client.get("/api/tocsin/v1/explain?filter=n%3D%221%22");

            assertThat(answer.header("Content-Length"))
                    .isEqualTo(String.valueOf(answer.body().length()));
        }
    }

    @Test
    void past_isLookedUpForTheFirstOnesAlone() {
        Queue<HistoryQuery> asked = new ConcurrentLinkedQueue<>();
        HistoryEntry silence = new SilenceChange(
                RunningApi.NOW,
                Action.EXPIRED,
                new RecordedSilence("s1", List.of("{n=\"0\"}"), RunningApi.NOW, RunningApi.NOW, "ann", "c"),
                Optional.empty(),
                Requester.NONE);
        HistoryPage page = new HistoryPage(List.of(new Found(7, silence)), Map.of(), OptionalLong.empty());
        Options options = Options.DEFAULT.withHistory(query -> {
            asked.add(query);
            return page;
        });
        try (RunningApi running = new RunningApi(options)) {
            post(running, "");

            String body = running.client.get("/api/tocsin/v1/explain?limit=20").body();

            assertThat(asked).hasSize(ExplainEndpoint.PASTS_MAX);
            assertThat(body.split(
                            Pattern.quote(
                                    "\"history\":{\"entries\":[{\"id\":7,\"kind\":\"silence\",\"at\":\"2026-01-01T00:00:00.000Z\","
                                            + "\"text\":\"somebody expired silence s1 {n=\\\"0\\\"} of \\\"ann\\\" (\\\"c\\\")\"}]}"),
                            -1))
                    .hasSize(ExplainEndpoint.PASTS_MAX + 1);
            assertThat(body.split(Pattern.quote("\"history\":{\"entries\":[]}"), -1))
                    .hasSize(20 - ExplainEndpoint.PASTS_MAX + 1);
        }
    }

    @Test
    void longValues_areAbridgedWhereTheyAreRepeated() {
        try (RunningApi running = new RunningApi()) {
            String body = running.client
                    .get("/api/tocsin/v1/explain?filter=x%3D%22" + "x".repeat(4_000) + "%22")
                    .body();

            assertThat(body.length()).isLessThan(15_000);
            assertThat(body).contains("x... (3000 more characters)");
        }
    }

    @Test
    void explanationThatFailsAtFirst_isAnswered() {
        try (RunningApi running = new RunningApi(failingFrom(1))) {
            assertThat(running.client
                            .get("/api/tocsin/v1/explain?filter=n%3D%221%22")
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void explanationThatFailsOnTheWay_cutsTheBody() throws IOException {
        try (RunningApi running = new RunningApi(failingFrom(ALERTS - 100));
                Socket socket = running.client.open()) {
            post(running, "");

            ask(socket);

            assertThatThrownBy(() -> WireClient.read(socket.getInputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("connection closed");
        }
    }

    private static Options failingFrom(int explanation) {
        AtomicInteger lookups = new AtomicInteger();
        return Options.DEFAULT.withEngine(event -> {
            if (event instanceof EngineEvent.SilencesQueried && lookups.incrementAndGet() >= explanation) {
                throw new IllegalStateException("broken");
            }
        });
    }

    @Test
    void labelsThatNoAlertCanHave_areRefused() {
        try (RunningApi running = new RunningApi()) {
            Answer answer = running.client.get("/api/tocsin/v1/explain?filter=%22%22%3D%22x%22");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("\"no alert is stored, and none can have these labels: invalid label set: invalid name"
                            + " \\\"\\\"\"\n");
        }
    }

    private static int posts() {
        return ALERTS / 100;
    }

    private static void post(RunningApi running, String text) {
        for (int from = 0; from < ALERTS; from += 100) {
            String body = IntStream.range(from, from + 100)
                    .mapToObj(i ->
                            "{\"labels\":{\"alertname\":\"" + i + "\",\"n\":\"" + i + "\",\"text\":\"" + text + "\"}}")
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(running.client.post(body).status()).isEqualTo(200);
        }
    }

    private static void ask(Socket socket) throws IOException {
        String request = "GET " + ALL + " HTTP/1.1\r\nHost: test\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}
