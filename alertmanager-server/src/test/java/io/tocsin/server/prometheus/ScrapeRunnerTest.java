package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.PrometheusConfigurationDecoder;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.scrape.BodySize;
import io.tocsin.evaluator.scrape.ScrapeAnswer;
import io.tocsin.evaluator.scrape.ScrapeBody;
import io.tocsin.evaluator.scrape.ScrapeRequest;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.metrics.ServerMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ScrapeRunnerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CountDownLatch disk = new CountDownLatch(1);
    private final EvaluatorThreads threads = new EvaluatorThreads(
            EvaluatorThreads.Pools.of(2), new RuleRunner.Clocks(InstantSource.system(), System::nanoTime));
    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private final ScrapeRunner runner = new ScrapeRunner(
            new MemoryStore(new StoreLimits(Duration.ofHours(1).toMillis(), 1_000)),
            threads,
            new Targets(),
            new HangingDisk(),
            metrics.evaluator(),
            1);

    @AfterEach
    void close() {
        disk.countDown();
        runner.close();
        threads.close();
    }

    @Test
    @Timeout(60)
    void run_diskOfFilesHangs_endsAndTakesThemOnceItAnswers(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("targets.yml"), "[{targets: ['there:2']}]");
        runner.run(scrapes("static_configs: [{targets: ['here:1']}]"), 0);
        assertThat(urls()).containsExactly("http://here:1/metrics");

        // Returns, though the file cannot be read.
        runner.run(scrapes("file_sd_configs: [{files: ['" + folder + "/*.yml']}]"), 0);
        assertThat(urls()).containsExactly("http://here:1/metrics");

        disk.countDown();
        await().atMost(SOON).untilAsserted(() -> assertThat(urls()).containsExactly("http://there:2/metrics"));
    }

    @Test
    @Timeout(60)
    void fileOfTargets_broken_keepsItsTargetsAndIsCounted(@TempDir Path folder) throws IOException {
        disk.countDown();
        Path file = Files.writeString(folder.resolve("targets.yml"), "[{targets: ['there:2']}]");
        String discovery = "file_sd_configs: [{files: ['" + folder + "/*.yml'], refresh_interval: 1ms}]";
        runner.run(scrapes(discovery), 0);
        // Set after the targets are there.
        await().atMost(SOON).untilAsserted(() -> assertThat(broken()).isEqualTo("0.0"));
        assertThat(urls()).containsExactly("http://there:2/metrics");

        Files.writeString(file, "[{targets: [");
        runner.run(scrapes(discovery), 1_000);
        await().atMost(SOON).untilAsserted(() -> assertThat(broken()).isEqualTo("1.0"));
        assertThat(urls()).containsExactly("http://there:2/metrics");

        Files.writeString(file, "[{targets: ['there:3']}]");
        runner.run(scrapes(discovery), 2_000);
        await().atMost(SOON).untilAsserted(() -> assertThat(broken()).isEqualTo("0.0"));
        assertThat(urls()).containsExactly("http://there:3/metrics");
    }

    private String broken() {
        String name = "tocsin_evaluator_target_files_broken{scrape_job=\"a\"} ";
        return new String(metrics.exposition().page("", false).body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .collect(Collectors.joining());
    }

    @Test
    void firstScrapes_thatBeganBefore_doNotCount() {
        disk.countDown();
        runner.run(scrapes("scrape_interval: 1s, scrape_timeout: 1s, static_configs: [{targets: ['here:1']}]"), 0);
        FirstScrapes first = runner.firstScrapes();
        assertThat(first.longestMillis()).isEqualTo(2_000);
        await().atMost(SOON).until(() -> first.areOver(0));
        assertThat(first.areOver(Long.MAX_VALUE)).isFalse();
    }

    private List<String> urls() {
        return runner.view().active().stream().map(TargetView.Active::url).toList();
    }

    private static List<ScrapeConfig> scrapes(String discovery) {
        Decoded<PrometheusConfiguration> decoded = new PrometheusConfigurationDecoder(
                        new Expressions(new QueryEngine(new QueryOptions(60_000, false))), name -> null)
                .decode("prometheus.yml", "scrape_configs: [{job_name: a, " + discovery + "}]");
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted<PrometheusConfiguration>) decoded).value().scrapes();
    }

    private final class HangingDisk implements FileSource {
        private final DiskFiles files = new DiskFiles();

        @Override
        public byte[] read(String path) throws IOException {
            return files.read(path);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            try {
                disk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return files.glob(pattern);
        }
    }

    private static final class Targets implements ScrapeConnections {
        @Override
        public CompletionStage<ScrapeAnswer> fetch(ScrapeRequest request, BodySize expected) {
            return CompletableFuture.completedStage(
                    new ScrapeAnswer(200, "OK", "text/plain; version=0.0.4", ScrapeBody.of(new byte[0]), () -> {}));
        }

        @Override
        public void keepOnly(List<ScrapeConfig> scrapeConfigs) {}

        @Override
        public void close() {}
    }
}
