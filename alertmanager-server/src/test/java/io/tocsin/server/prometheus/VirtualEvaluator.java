package io.tocsin.server.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import io.tocsin.evaluator.scrape.BodySize;
import io.tocsin.evaluator.scrape.ScrapeAnswer;
import io.tocsin.evaluator.scrape.ScrapeBody;
import io.tocsin.evaluator.scrape.ScrapeRequest;
import io.tocsin.notifiers.Integrations;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.ConfigurationFile;
import io.tocsin.server.configuration.RunningPlan;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.storage.RuleStates;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Evaluator, its API and the router behind it as a server runs them, in a time that moves only when told to; targets and
 * receivers are functions. Used by one thread.
 */
final class VirtualEvaluator {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualThreads time = new VirtualThreads(START);
    private final VirtualOwner owner = new VirtualOwner(time);
    private final List<Duration> scrapes = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, String> files;
    private final Function<Duration, String> target;
    private final Vertx vertx = VertxFactory.create();
    private final Evaluator evaluator;
    private final RunningPrometheusApi api;

    /** A notification: how long after the start, and the status of each of its alerts. */
    record Told(Duration at, List<String> statuses) {}

    /**
     * @param files {@code prometheus.yml} and what it names, by path, and {@code alertmanager.yml}
     * @param target what all targets show so long after the start
     */
    VirtualEvaluator(Map<String, String> files, Function<Duration, String> target) throws Exception {
        this.target = target;
        this.files = new HashMap<>(files);
        FileSource source = new Files(this.files);
        evaluator = new Evaluator(parts(source), time.threads(), new Targets());
        Engine engine = engine(source);
        evaluator.start(engine::post, new RestoredWords(engine), RuleStates.NONE);
        api = new RunningPrometheusApi(evaluator::addTo, time);
    }

    private Evaluator.Parts parts(FileSource files) {
        return new Evaluator.Parts(
                "prometheus.yml",
                new EvaluatorSettings(
                        Duration.ofHours(2),
                        10_000,
                        Duration.ofMinutes(2),
                        20,
                        1_000_000,
                        Duration.ofMinutes(5),
                        AlertTiming.DEFAULT,
                        Map.of()),
                files,
                time,
                START,
                "http://tocsin.test",
                new HttpClients(vertx, files, time, "test", Map.of(), AddressPolicy.denying(List.of())),
                new ServerMetrics(Set.of()).evaluator());
    }

    private Engine engine(FileSource files) throws Exception {
        var decoder = new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT, ZoneOffset.UTC);
        var file = new ConfigurationFile("alertmanager.yml", decoder, files);
        RunningPlan plan =
                RunningPlan.of(file.load().configuration(), MatcherMode.DEFAULT, (receiver, integration) -> this::tell);
        var silences = new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "id");
        var ports = new EnginePorts(
                owner,
                List.of(owner),
                Runnable::run,
                time::monotonicNanos,
                new Random(1),
                new NoStateStore(),
                new LoneMember(),
                event -> {},
                silences);
        return new Engine(ports, EngineSettings.DEFAULT, plan.plan());
    }

    private CompletionStage<SendResult> tell(Notification notification) {
        told.add(new Told(
                sinceStart(),
                notification.alerts().stream().map(NotifiedAlert::status).toList()));
        return CompletableFuture.completedStage(new SendResult.Delivered(Map.of()));
    }

    /** All of them: they answer at once. */
    private final class Targets implements ScrapeConnections {
        @Override
        public CompletionStage<ScrapeAnswer> fetch(ScrapeRequest request, BodySize expected) {
            scrapes.add(sinceStart());
            byte[] body = target.apply(sinceStart()).getBytes(UTF_8);
            return CompletableFuture.completedStage(
                    new ScrapeAnswer(200, "OK", "text/plain; version=0.0.4", ScrapeBody.of(body), () -> {}));
        }

        @Override
        public void keepOnly(List<ScrapeConfig> scrapeConfigs) {}

        @Override
        public void close() {}
    }

    private record Files(Map<String, String> texts) implements FileSource {
        @Override
        public byte[] read(String path) throws IOException {
            String text = texts.get(path);
            if (text == null) {
                throw new IOException("open " + path + ": no such file or directory");
            }
            return text.getBytes(UTF_8);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return texts.keySet().stream().filter(pattern::matches).sorted().toList();
        }
    }

    /** Has a file changed, and all of them loaded again. */
    void reload(String path, String text) throws ConfigurationException {
        files.put(path, text);
        evaluator.prepare().takeEffect();
    }

    Duration sinceStart() {
        return Duration.between(START, time.instant());
    }

    /** Moves the time, and has done what is due. */
    void advance(Duration by) {
        time.advance(by);
    }

    /** When targets were asked. */
    List<Duration> scrapes() {
        return List.copyOf(scrapes);
    }

    /** The notifications so far. */
    List<Told> told() {
        return List.copyOf(told);
    }

    /** What the API answers at a path below {@code /prometheus/api/v1/}: its data. */
    JsonNode data(String path) throws IOException {
        HttpResponse<String> answer = api.get("/prometheus/api/v1/" + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("data");
    }

    /** What an expression gives now. */
    JsonNode query(String expression) throws IOException {
        return data("query?query=" + URLEncoder.encode(expression, UTF_8)).path("result");
    }

    void stop() throws Exception {
        api.stop();
        evaluator.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
