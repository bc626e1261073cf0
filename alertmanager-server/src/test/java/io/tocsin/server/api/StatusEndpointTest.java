package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.yaml.Problem;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.api.ConfigurationState.FailedLoad;
import io.tocsin.server.api.EvaluatorCondition.Rules;
import io.tocsin.server.api.EvaluatorCondition.Targets;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.storage.StorageCondition;
import io.tocsin.server.storage.StorageCondition.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of the server, at a time that stands still. */
final class StatusEndpointTest {
    private static final Pattern TOKEN = Pattern.compile("^\\{\"token\":\"([0-9a-f]{16})\",");
    private static final NotificationKey WEBHOOK = new NotificationKey("{}", "team", "webhook", 0);

    private final RunningApi running = new RunningApi();

    @AfterEach
    void stop() {
        running.close();
    }

    private String get() {
        return running.client.get(StatusEndpoint.PATH).body();
    }

    private String token() {
        var token = TOKEN.matcher(get());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static ConfigurationResult decode(String receivers) {
        return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT, ZoneOffset.UTC)
                .decode("am.yml", "route: {receiver: team}\nreceivers:\n" + receivers);
    }

    private static List<Problem> problems() {
        return ((ConfigurationResult.Refused) decode("- {name: team, webhok_configs: []}")).errors();
    }

    private void loadWebhook() {
        Configuration configuration = ((ConfigurationResult.Accepted)
                        decode("- {name: team, webhook_configs: [{url: http://example.org/, send_resolved: false}]}"))
                .configuration();
        running.view = new ConfigurationView(configuration.receivers(), "route: {}\n");
    }

    @Test
    void get_freshServer_hasEveryFieldInOrder() {
        assertThat(get().replaceFirst("\"bodies\".*?\"max\":\\d+", "\"bodies\"..."))
                .isEqualTo("{\"token\":\"" + token() + "\",\"version\":\"0.1.0\",\"compatibleVersion\":\"0.34.0\","
                        + "\"revision\":\"abc\",\"startedAt\":\"2026-01-01T00:00:00.000Z\","
                        + "\"now\":\"2026-01-01T00:00:00.000Z\",\"readiness\":\"ready\",\"features\":[\"classic-mode\"],"
                        + "\"configuration\":{\"file\":\"am.yml\",\"original\":\"route:\\n  receiver: default\\n\","
                        + "\"hash\":7,\"loadedAt\":\"2026-01-01T00:00:00.000Z\",\"warnings\":[]},"
                        + "\"receivers\":[{\"name\":\"default\",\"integrations\":[]},"
                        + "{\"name\":\"other\",\"integrations\":[]},{\"name\":\"third\",\"integrations\":[]}],"
                        + "\"storage\":{\"state\":\"memory\"},"
                        + "\"limits\":[{\"name\":\"silences\",\"text\":\"Silences\",\"used\":0,\"unit\":\"count\"},"
                        + "{\"name\":\"getRequests\",\"text\":\"GET requests at once\",\"used\":1,\"max\":8,\"unit\":\"count\"},"
                        + "{\"name\":\"eventStreams\",\"text\":\"Streams of events\",\"used\":0,\"max\":256,\"unit\":\"count\"},"
                        + "{\"name\":\"bodies\"...,\"unit\":\"bytes\"}],"
                        + "\"intake\":{\"received\":0},\"counts\":{\"alerts\":0,\"groups\":0,\"silences\":0}}\n");
    }

    @Test
    void get_withoutTheOriginal_leavesItOut() {
        assertThat(running.client.get(StatusEndpoint.PATH + "?original=false").body())
                .contains("\"configuration\":{\"file\":\"am.yml\",\"hash\":7,")
                .doesNotContain("original");
    }

    @Test
    void get_isWrittenByAWorker_andSentInSlices() {
        List<String> threads = new CopyOnWriteArrayList<>();
        String original = "# a comment\n".repeat(100_000);
        running.view = new ConfigurationView(running.view.receivers(), original);
        running.whenViewed = () -> threads.add(Thread.currentThread().getName());

        Answer plain = running.client.get(StatusEndpoint.PATH);
        Answer packed = running.client.get(StatusEndpoint.PATH, "Accept-Encoding: gzip");

        assertThat(threads).isNotEmpty().allMatch(thread -> thread.startsWith("vert.x-worker"));
        assertThat(plain.body())
                .contains("\"original\":\"" + original.replace("\n", "\\n") + "\"")
                .endsWith("}}\n");
        assertThat(plain.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body()).isEqualTo(plain.body());
    }

    @Test
    void get_alerts_areCountedWhileTheyFire() {
        running.client.post("[{\"labels\":{\"a\":\"1\"}},{\"labels\":{\"a\":\"2\"},"
                + "\"startsAt\":\"2025-12-31T00:00:00Z\",\"endsAt\":\"2025-12-31T23:00:00Z\"}]");

        assertThat(get())
                .contains(
                        "\"intake\":{\"received\":2,\"lastReceivedAt\":\"2026-01-01T00:00:00.000Z\"}",
                        "\"counts\":{\"alerts\":1,");
    }

    @Test
    void get_evaluator_isThereWithWhatNeedsSomebody() {
        String without = token();
        Targets targets = new Targets(5, 1);
        running.evaluator =
                Optional.of(new EvaluatorCondition("prometheus.yml", targets, new Rules(9, 2, 3), 400, 1_000));

        assertThat(get())
                .contains("\"evaluator\":{\"file\":\"prometheus.yml\",\"targets\":{\"all\":5,\"down\":1},"
                        + "\"rules\":{\"all\":9,\"failing\":2,\"withoutSeries\":3},"
                        + "\"series\":{\"used\":400,\"max\":1000}},\"receivers\"");
        String before = token();
        assertThat(before).isNotEqualTo(without);

        running.evaluator =
                Optional.of(new EvaluatorCondition("prometheus.yml", targets, new Rules(9, 2, 3), 401, 1_000));
        assertThat(token()).as("a series more").isEqualTo(before);

        running.evaluator =
                Optional.of(new EvaluatorCondition("prometheus.yml", targets, new Rules(9, 3, 3), 401, 1_000));
        assertThat(token()).as("a rule that fails").isNotEqualTo(before);
    }

    @Test
    void get_failedReload_isThereWithItsPlaces_untilALoadSucceeds() {
        String before = token();
        ConfigurationState loaded = running.configuration;
        running.configuration = loaded.failed(new FailedLoad(RunningApi.NOW, "not \"this\"", problems()));

        assertThat(get())
                .contains(
                        "\"pending\":{\"failedAt\":\"2026-01-01T00:00:00.000Z\",\"message\":\"not \\\"this\\\"\","
                                + "\"problems\":[{\"file\":\"am.yml\",\"line\":3,\"column\":16,\"path\":\"receivers[0].webhok_configs\","
                                + "\"message\":\"",
                        "\"hint\":\"did you mean");
        assertThat(token()).isNotEqualTo(before);

        running.configuration = loaded;
        assertThat(get()).doesNotContain("pending");
        assertThat(token()).isEqualTo(before);
    }

    @Test
    void get_integration_hasHowItFares() {
        loadWebhook();
        String before = token();
        running.receivers.on(new EngineEvent.AttemptEnded(
                WEBHOOK, RunningApi.NOW, 1, Duration.ofMillis(210), SendResult.delivered()));
        running.receivers.on(new EngineEvent.AttemptEnded(
                WEBHOOK,
                RunningApi.NOW,
                1,
                Duration.ofMillis(9),
                new SendResult.RetryLater(FailureReason.SERVER_ERROR, "status 500")));

        assertThat(get())
                .contains("\"receivers\":[{\"name\":\"team\",\"integrations\":[{\"name\":\"webhook[0]\","
                        + "\"integration\":\"webhook\",\"index\":0,\"sendResolved\":false,\"sent\":1,\"failed\":0,"
                        + "\"underWay\":0,\"lastSuccess\":{\"at\":\"2026-01-01T00:00:00.000Z\",\"durationMillis\":210},"
                        + "\"lastFailure\":{\"at\":\"2026-01-01T00:00:00.000Z\",\"reason\":\"serverError\","
                        + "\"message\":\"status 500\"}}]}]");
        assertThat(token()).isNotEqualTo(before);
    }

    @Test
    void get_storage_tellsWhyItIsDegraded() {
        Optional<Path> folder = Optional.of(Path.of("data"));
        running.storage = new StorageCondition(folder, OptionalLong.of(4096), Optional.empty());
        String before = token();
        assertThat(get()).contains("\"storage\":{\"state\":\"ok\",\"path\":\"data\",\"bytes\":4096},");

        running.storage = new StorageCondition(
                folder, OptionalLong.of(8192), Optional.of(new Trouble("data/tocsin.db: disk full", RunningApi.NOW)));
        assertThat(get())
                .contains("\"storage\":{\"state\":\"degraded\",\"path\":\"data\",\"bytes\":8192,"
                        + "\"error\":\"data/tocsin.db: disk full\",\"since\":\"2026-01-01T00:00:00.000Z\"},");
        assertThat(token()).isNotEqualTo(before);
    }

    @Test
    void token_whatAlwaysMoves_doesNotChangeIt() {
        running.client.post("[{\"labels\":{\"a\":\"1\"}}]");
        String before = token();
        running.client.post("[{\"labels\":{\"a\":\"1\"}},{\"labels\":{\"a\":\"2\"}}]");

        assertThat(token()).isEqualTo(before);
    }
}
