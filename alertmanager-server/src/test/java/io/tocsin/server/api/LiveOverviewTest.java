package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.overview.AlertRow;
import io.tocsin.server.overview.AlertState;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import io.tocsin.server.overview.Overview;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was seen is kept as long as it is what there is to see, and not a moment longer. */
final class LiveOverviewTest {
    private static final String DOWN = "{\"labels\":{\"alertname\":\"Down\"},\"annotations\":{\"s\":\"%s\"},"
            + "\"startsAt\":\"2025-12-31T22:00:00Z\",\"endsAt\":\"%s\"}";

    private final RunningApi running = new RunningApi(Options.DEFAULT.with((AlertStatuses) this::statusOf));
    private final LiveOverview live = new LiveOverview(running.parts, new ApiWorkers(running.vertx), System::nanoTime);

    @AfterEach
    void stop() {
        running.close();
    }

    /** A moment later than the clock shows: at that of its end a silence still mutes. */
    private AlertStatus statusOf(Alert alert) {
        return new AlertStatus(
                running.engine.silences().silencing(alert.labels(), RunningApi.NOW.plusMillis(1)), List.of());
    }

    private Overview seen() {
        return RunningApi.await(live.now());
    }

    /** After the first flush of its group, which is a change. */
    private Overview seenAfterFlush() {
        Awaitility.await().until(() -> !states(seen()).contains(AlertState.UNPROCESSED));
        // Comes back when what the flush does is done.
        RunningApi.await(running.engine.groups());
        return seen();
    }

    private void post(String annotation, String endsAt) {
        assertThat(running.client
                        .post("[" + DOWN.formatted(annotation, endsAt) + "]")
                        .status())
                .isEqualTo(200);
    }

    private static List<AlertState> states(Overview overview) {
        return overview.alerts().stream().map(AlertRow::state).toList();
    }

    @Test
    void overview_nothingPosted_isKept() {
        Overview first = seen();
        assertThat(first.alerts()).isEmpty();
        assertThat(seen()).isSameAs(first);
    }

    @Test
    void overview_posted_isSeenAtOnce() {
        String before = seen().version();
        post("a", "2026-01-01T01:00:00Z");
        Overview after = seen();
        assertThat(after.alerts()).hasSize(1);
        assertThat(after.groups()).hasSize(1);
        assertThat(after.version()).isNotEqualTo(before);
    }

    @Test
    void overview_refreshThatMovesTheEndAlone_isKeptAndShowsTheNewEnd() {
        post("a", "2026-01-01T01:00:00Z");
        Overview before = seenAfterFlush();
        post("a", "2026-01-01T02:00:00Z");
        Overview after = seen();
        assertThat(after).isSameAs(before);
        assertThat(after.alerts().get(0).newest().endsAt()).hasToString("2026-01-01T02:00Z");
    }

    @Test
    void overview_endPasses_isGoneWithoutAnyChange() {
        post("a", "2026-01-01T00:00:05Z");
        Overview before = seenAfterFlush();
        running.advance(Duration.ofSeconds(4));
        assertThat(seen()).isSameAs(before);
        running.advance(Duration.ofSeconds(2));
        assertThat(seen().alerts()).isEmpty();
        assertThat(seen().version()).isNotEqualTo(before.version());
    }

    @Test
    void overview_endPassesThatWasPutOffInTime_isKeptUntilTheNewOne() {
        post("a", "2026-01-01T00:00:05Z");
        Overview before = seenAfterFlush();
        post("a", "2026-01-01T00:00:08Z");
        running.advance(Duration.ofSeconds(6));
        assertThat(seen()).isSameAs(before);
        running.advance(Duration.ofSeconds(3));
        assertThat(seen().alerts()).isEmpty();
    }

    /** Without an end of its own it would fire for five minutes. */
    @Test
    void overview_endPassesThatARefreshBroughtForward_isGone() {
        running.client.post("[{\"labels\":{\"alertname\":\"Down\"},\"annotations\":{\"s\":\"a\"},"
                + "\"startsAt\":\"2025-12-31T22:00:00Z\"}]");
        assertThat(seenAfterFlush().alerts()).hasSize(1);
        post("a", "2026-01-01T00:00:05Z");
        assertThat(seen().alerts()).hasSize(1);
        running.advance(Duration.ofSeconds(6));
        assertThat(seen().alerts()).isEmpty();
    }

    /** There may be many alerts, and whoever asks is an event loop. */
    @Test
    void overview_endPassesThatWasPutOff_newEndIsSoughtByWorkers() {
        post("a", "2026-01-01T00:00:05Z");
        Overview before = seenAfterFlush();
        post("a", "2026-01-01T00:00:08Z");
        running.advance(Duration.ofSeconds(6));
        CountDownLatch mayWork = new CountDownLatch(1);
        List<Future<Boolean>> busy = IntStream.range(0, 50)
                .mapToObj(i -> running.vertx.executeBlocking(() -> mayWork.await(20, TimeUnit.SECONDS), false))
                .toList();
        CompletableFuture<Overview> asked = live.now().toCompletableFuture();
        assertThat(asked).isNotDone();
        mayWork.countDown();
        assertThat(RunningApi.await(asked)).isSameAs(before);
        assertThat(RunningApi.await(Future.all(busy).toCompletionStage()).<Boolean>list())
                .doesNotContain(false);
    }

    @Test
    void overview_refreshWithOtherAnnotations_isSeenAtOnce() {
        post("a", "2026-01-01T01:00:00Z");
        String before = seen().version();
        post("b", "2026-01-01T01:00:00Z");
        Overview after = seen();
        assertThat(after.alerts().get(0).alert().annotations().get("s")).isEqualTo("b");
        assertThat(after.version()).isNotEqualTo(before);
    }

    @Test
    void overview_resolved_isGone() {
        post("a", "2026-01-01T01:00:00Z");
        assertThat(seen().alerts()).hasSize(1);
        post("a", "2025-12-31T23:00:00Z");
        assertThat(seen().alerts()).isEmpty();
        assertThat(seen().groups()).isEmpty();
    }

    @Test
    void overview_silencedAndNoLonger_isSeenAtOnce() {
        post("a", "2026-01-01T01:00:00Z");
        String before = seen().version();
        String id = running.client
                .send("POST", "/api/v2/silences", """
                        {"matchers":[{"name":"alertname","value":"Down","isRegex":false}],"createdBy":"a","comment":"b",
                         "startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-02-02T00:00:00Z"}""", "Content-Type: application/json")
                .body()
                .replaceAll("(?s).*\"silenceID\":\"([^\"]*)\".*", "$1");
        assertThat(states(seen())).containsExactly(AlertState.SILENCED);
        assertThat(running.client.send("DELETE", "/api/v2/silence/" + id, "").status())
                .isEqualTo(200);
        assertThat(states(seen())).doesNotContain(AlertState.SILENCED);
        assertThat(seen().version()).isEqualTo(before);
    }

    @Test
    void overview_manyAskAtOnce_allGetOne() {
        post("a", "2026-01-01T01:00:00Z");
        List<CompletionStage<Overview>> asked =
                IntStream.range(0, 50).mapToObj(i -> live.now()).toList();
        assertThat(asked)
                .allSatisfy(each -> assertThat(RunningApi.await(each).alerts()).hasSize(1));
    }
}
