package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.discovery.DiscoveredTargets;
import io.tocsin.evaluator.discovery.JobDiscovery;
import io.tocsin.evaluator.discovery.Target;
import io.tocsin.evaluator.discovery.TargetFiles;
import io.tocsin.evaluator.scrape.ScrapeListener;
import io.tocsin.evaluator.scrape.ScrapePool;
import io.tocsin.evaluator.scrape.ScrapeReport;
import io.tocsin.evaluator.scrape.ScrapeTarget;
import io.tocsin.evaluator.scrape.Scraper;
import io.tocsin.evaluator.scrape.TargetStatus;
import io.tocsin.evaluator.scrape.TextMemory;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.server.metrics.EvaluatorMetrics;
import io.tocsin.server.prometheus.TargetView.Active;
import io.tocsin.server.prometheus.TargetView.Dropped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds targets and has them scraped, as they come and go. Thread-safe. */
final class ScrapeRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeRunner.class);

    /** A start or a reload waits so long for files of targets. */
    private static final long FILES_MAX_MILLIS = 2_000;

    /** As the original, which gathers what discovery finds for so long. */
    private static final long POLL_MILLIS = Duration.ofSeconds(5).toMillis();

    private final Scraper scraper;
    private final ScrapeConnections client;
    private final EvaluatorThreads threads;
    private final TargetFiles files;
    private final EvaluatorMetrics metrics;
    private final ScrapeExcesses excesses = new ScrapeExcesses();

    // Guarded by this: run by reloads, and looked through by whoever polls.
    private Map<ScrapeConfig, JobDiscovery> discoveries = new LinkedHashMap<>();

    // Guarded by this, too: what was logged already.
    private Set<String> problems = new HashSet<>();

    // Replaced as a whole by updates, read by anyone.
    private volatile Found found = new Found(List.of(), Map.of());

    /** What discovery has found, by job, in the order of the file. */
    private record Found(List<String> jobs, Map<String, DiscoveredTargets> targets) {}

    /** @param seed differs between servers that scrape the same targets */
    ScrapeRunner(
            SampleSink sink,
            EvaluatorThreads threads,
            ScrapeConnections client,
            FileSource files,
            EvaluatorMetrics metrics,
            long seed) {
        this.threads = requireNonNull(threads, "threads");
        this.files = new TargetFilesOnDisk(files);
        this.metrics = requireNonNull(metrics, "metrics");
        TextMemory texts = TextMemory.ofHeap(Runtime.getRuntime().maxMemory());
        this.client = requireNonNull(client, "client");
        this.scraper = new Scraper(sink, client, threads.scrapeTimers(), texts, seed, new Listener());
        metrics.scrapeMemoryFrom(
                "series", texts.series()::takenBytes, texts.series().totalBytes());
        metrics.scrapeMemoryFrom(
                "dropped", texts.dropped()::takenBytes, texts.dropped().totalBytes());
        metrics.scrapeMemoryFrom(
                "metadata", texts.metadata()::takenBytes, texts.metadata().totalBytes());
    }

    /** What became of a scrape, for metrics and the log. */
    private final class Listener implements ScrapeListener {
        @Override
        public void scraped(String job, ScrapeTarget target, ScrapeReport report) {
            metrics.scraped(job, report);
            if (!report.isUp()) {
                LOG.atDebug()
                        .addKeyValue("component", "scraper")
                        .addKeyValue("job", job)
                        .addKeyValue("target", SecretText.masked(target.url()))
                        .addKeyValue("err", SecretText.masked(report.error()))
                        .log("Scrape failed");
            }
            excesses.report(job, target, report);
        }

        @Override
        public void begun(ScrapeTarget target, long sinceLastNanos) {
            metrics.scrapeBegun(target.interval(), sinceLastNanos);
        }

        @Override
        public void broken(ScrapeTarget target, Throwable fault) {
            LOG.atError()
                    .addKeyValue("component", "scraper")
                    .addKeyValue("target", SecretText.masked(target.url()))
                    .setCause(fault)
                    .log("Internal error in a scrape");
        }
    }

    FirstScrapes firstScrapes() {
        return new FirstScrapes() {
            @Override
            public boolean areOver(long sinceMillis) {
                return scraper.targets().stream()
                        .allMatch(status -> status.health() != TargetStatus.Health.UNKNOWN
                                && status.lastScrapeMillis() >= sinceMillis);
            }

            @Override
            public long longestMillis() {
                return scraper.targets().stream()
                        .map(TargetStatus::target)
                        .mapToLong(target ->
                                target.interval().plus(target.timeout()).toMillis())
                        .max()
                        .orElse(0);
            }
        };
    }

    /** Begins to look for targets in files again and again. Called once. */
    void start() {
        // Ends with the threads.
        SlotTimer unused = threads.every(POLL_MILLIS, threads.files(), this::poll);
    }

    /**
     * Scrapes what the configuration asks for from now on; scrape configs that have not changed go on. Where a disk with files
     * of targets hangs, that is when it answers again: nobody who reloads waits for it.
     */
    void run(List<ScrapeConfig> scrapes, long nowMillis) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> follow(scrapes, nowMillis), threads.files());
        try {
            done.get(FILES_MAX_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("component", "evaluator")
                    .log(
                            "Files of targets are not read yet: their disk hangs or is slow; what is scraped changes once they are");
        } catch (ExecutionException e) {
            throw new IllegalStateException("targets cannot be taken over", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void follow(List<ScrapeConfig> scrapes, long nowMillis) {
        Map<ScrapeConfig, JobDiscovery> next = new LinkedHashMap<>();
        for (ScrapeConfig config : scrapes) {
            JobDiscovery known = discoveries.get(config);
            next.put(config, known == null ? new JobDiscovery(config, files) : known);
        }
        Set<String> gone = new HashSet<>(found.jobs());
        next.keySet().forEach(config -> gone.remove(config.jobName()));
        gone.forEach(metrics::jobRemoved);
        discoveries = next;
        next.values().forEach(discovery -> discovery.poll(nowMillis));
        update();
        client.keepOnly(scrapes);
    }

    private void poll() {
        poll(threads.nowMillis());
    }

    private synchronized void poll(long nowMillis) {
        boolean isChanged = false;
        for (JobDiscovery discovery : discoveries.values()) {
            isChanged |= discovery.poll(nowMillis);
        }
        if (isChanged) {
            update();
        } else {
            tellOfProblems();
        }
    }

    private void update() {
        List<ScrapePool> pools = new ArrayList<>();
        Map<String, DiscoveredTargets> byJob = new LinkedHashMap<>();
        discoveries.forEach((config, discovery) -> {
            DiscoveredTargets targets = discovery.targets();
            pools.add(new ScrapePool(
                    config, targets.active().stream().map(ScrapeRunner::scraped).toList()));
            byJob.put(config.jobName(), targets);
            int all = targets.active().size()
                    + targets.droppedCount()
                    + targets.failures().size();
            metrics.targets(
                    config.jobName(),
                    all,
                    targets.active().size(),
                    config.limits().targetsMax());
            metrics.targetsFailed(config.jobName(), targets.failures().size());
        });
        scraper.update(pools);
        excesses.keepOnly(
                pools.stream().flatMap(pool -> pool.targets().stream()).collect(Collectors.toSet()));
        found = new Found(List.copyOf(byJob.keySet()), byJob);
        tellOfProblems();
    }

    private static ScrapeTarget scraped(Target target) {
        return new ScrapeTarget(
                target.discoveredLabels(), target.labels(), target.url(), target.interval(), target.timeout());
    }

    /** Each once, for as long as it is there. */
    private void tellOfProblems() {
        Set<String> now = new HashSet<>();
        discoveries.forEach((config, discovery) -> {
            List<String> all = new ArrayList<>(discovery.problems());
            metrics.filesBroken(config.jobName(), all.size());
            all.addAll(discovery.targets().failures());
            for (String problem : all) {
                String known = config.jobName() + ": " + problem;
                now.add(known);
                if (!problems.contains(known)) {
                    LOG.atWarn()
                            .addKeyValue("component", "evaluator")
                            .addKeyValue("job", config.jobName())
                            .addKeyValue("err", SecretText.masked(problem))
                            .log("Targets cannot be used");
                }
            }
        });
        problems = now;
    }

    /**
     * How targets fare.
     *
     * @param all that are scraped
     * @param down of which the last scrape failed
     */
    record Counts(int all, int down) {}

    Counts counts() {
        List<TargetStatus> targets = scraper.targets();
        long down = targets.stream()
                .filter(status -> status.health() == TargetStatus.Health.DOWN)
                .count();
        return new Counts(targets.size(), (int) down);
    }

    TargetView view() {
        Found known = found;
        List<Active> active =
                scraper.targets().stream().map(ScrapeRunner::shown).toList();
        List<Dropped> dropped = new ArrayList<>();
        Map<String, Integer> droppedCounts = new LinkedHashMap<>();
        known.targets().forEach((job, targets) -> {
            for (Labels labels : targets.dropped()) {
                dropped.add(new Dropped(job, SecretText.masked(labels)));
            }
            droppedCounts.put(job, targets.droppedCount());
        });
        return new TargetView(known.jobs(), active, dropped, droppedCounts);
    }

    /** What targets say of their metrics, in the order of the targets. */
    List<Scraper.TargetMetadata> metadata() {
        return scraper.metadata();
    }

    private static Active shown(TargetStatus status) {
        ScrapeTarget target = status.target();
        return new Active(
                status.job(),
                SecretText.masked(target.discovered()),
                target.labels(),
                SecretText.masked(target.url()),
                SecretText.masked(status.lastError()),
                status.lastScrapeMillis() == 0 ? OptionalLong.empty() : OptionalLong.of(status.lastScrapeMillis()),
                status.lastDurationSeconds(),
                status.health().name().toLowerCase(Locale.ROOT),
                PrometheusDuration.format(target.interval()),
                PrometheusDuration.format(target.timeout()));
    }

    /** Ends scrapes, and gives up connections. */
    @Override
    public void close() {
        scraper.close();
        client.close();
    }
}
