package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.core.label.GoDuration;
import io.tocsin.evaluator.scrape.ScrapeReport;
import io.tocsin.notifiers.http.RequestLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The built-in scraper and rule evaluator, under the names that Prometheus has for the same. Thread-safe.
 *
 * @see "Upstream: rules/group.go, scrape/metrics.go, promql/engine.go, tsdb/head.go, cmd/prometheus"
 */
public final class EvaluatorMetrics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final String GROUP = "rule_group";
    private static final String JOB = "scrape_job";
    private static final String ALERTMANAGER = "alertmanager";

    /** The router of this process is the only one. */
    private static final String OWN = "own";

    private final PrometheusRegistry registry;
    private final Counter evaluations;
    private final Counter evaluationFailures;
    private final Counter iterations;
    private final Counter iterationsMissed;
    private final Gauge lastDuration;
    private final Gauge lastRulesDuration;
    private final Gauge lastRestoreDuration;
    private final Summary ruleDuration;
    private final Summary groupDuration;
    private final Summary groupDelay;
    private final Counter notificationsSent;
    private final Counter notificationErrors;
    private final Counter notificationsDropped;
    private final Gauge lastTimestamp;
    private final Gauge interval;
    private final Gauge rules;
    private final Gauge lastSamples;
    private final Gauge poolTargets;
    private final Gauge discovered;
    private final Summary queryDuration;
    private final Counter querySamples;
    private final Counter queriesRefused;
    private final Gauge reloadSuccessful;
    private final Gauge reloadTimestamp;
    private final Counter samplesScraped;
    private final Counter scrapesFailed;
    private final Counter textsLeftOut;
    private final Counter overBodySize;
    private final Counter overSamples;
    private final Counter overLabels;
    private final Counter overTargets;
    private final Counter overStore;
    private final Counter targetsFailed;
    private final Gauge targetLimit;
    private final Gauge brokenFiles;
    private final Summary scrapeInterval;
    private final GaugeWithLimit scrapeMemory;

    EvaluatorMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        evaluations = counter("prometheus_rule_evaluations_total", "Evaluations of rules.", GROUP);
        evaluationFailures = counter("prometheus_rule_evaluation_failures_total", "Evaluations that failed.", GROUP);
        iterations = counter(
                "prometheus_rule_group_iterations_total", "Evaluations of whole groups, missed ones included.", GROUP);
        iterationsMissed = counter(
                "prometheus_rule_group_iterations_missed_total",
                "Evaluations of whole groups left out because rules took too long.",
                GROUP);
        lastDuration =
                gauge("prometheus_rule_group_last_duration_seconds", "How long the last evaluation took.", GROUP);
        lastRulesDuration = gauge(
                "prometheus_rule_group_last_rule_duration_sum_seconds",
                "How long the rules of the group took in the last evaluation, one by one.",
                GROUP);
        lastRestoreDuration = gauge(
                "prometheus_rule_group_last_restore_duration_seconds",
                "How long it took to give the rules of the group what was known before the start.",
                GROUP);
        ruleDuration = Summary.builder()
                .name("prometheus_rule_evaluation_duration_seconds")
                .help("How long evaluations of rules take.")
                .quantile(0.5, 0.05)
                .quantile(0.9, 0.01)
                .quantile(0.99, 0.001)
                .withoutExemplars()
                .register(registry);
        groupDuration = Summary.builder()
                .name("prometheus_rule_group_duration_seconds")
                .help("How long evaluations of groups take.")
                .quantile(0.01, 0.001)
                .quantile(0.05, 0.005)
                .quantile(0.5, 0.05)
                .quantile(0.9, 0.01)
                .quantile(0.99, 0.001)
                .withoutExemplars()
                .register(registry);
        groupDelay = Summary.builder()
                .name("tocsin_evaluator_group_delay_seconds")
                .help("How long after its time the evaluation of a group begins: it waits for other groups.")
                .withoutExemplars()
                .register(registry);
        notificationsSent = counter(
                "prometheus_notifications_sent_total", "Alerts of rules that the router has taken.", ALERTMANAGER);
        notificationErrors = counter(
                "prometheus_notifications_errors_total", "Alerts of rules that it has not taken.", ALERTMANAGER);
        notificationsDropped =
                counter("prometheus_notifications_dropped_total", "Alerts of rules that nobody has taken.");
        lastTimestamp = gauge(
                "prometheus_rule_group_last_evaluation_timestamp_seconds", "When the group was evaluated last.", GROUP);
        interval = gauge("prometheus_rule_group_interval_seconds", "Pause between two evaluations.", GROUP);
        rules = gauge("prometheus_rule_group_rules", "Rules of the group.", GROUP);
        lastSamples = gauge(
                "prometheus_rule_group_last_evaluation_samples", "Samples that the last evaluation returned.", GROUP);
        poolTargets = gauge("prometheus_target_scrape_pool_targets", "Targets that are scraped.", JOB);
        discovered = gauge("prometheus_sd_discovered_targets", "Targets that discovery finds.", "config", "name");
        queryDuration = Summary.builder()
                .name("prometheus_engine_query_duration_seconds")
                .help("Duration of queries of clients: waiting (queue_time), evaluating (inner_eval).")
                .labelNames("slice")
                .withoutExemplars()
                .register(registry);
        querySamples = counter("prometheus_engine_query_samples_total", "Samples that queries have looked at.");
        queriesRefused = counter(
                "tocsin_evaluator_queries_refused_total",
                "Requests of the Prometheus API turned away because too many are under way, or hold too much.");
        reloadSuccessful =
                gauge("prometheus_config_last_reload_successful", "Whether the last load of the file succeeded.");
        reloadTimestamp =
                gauge("prometheus_config_last_reload_success_timestamp_seconds", "When the file in force was loaded.");
        samplesScraped = counter("tocsin_evaluator_samples_scraped_total", "Samples that targets have exposed.");
        scrapesFailed = counter("tocsin_evaluator_scrapes_failed_total", "Scrapes that brought nothing.", JOB);
        textsLeftOut = counter(
                "tocsin_evaluator_texts_left_out_total",
                "Metadata and texts of dropped series that are not remembered, since targets say too much.",
                JOB);
        overBodySize =
                counter("prometheus_target_scrapes_exceeded_body_size_limit_total", "Scrapes with too large a body.");
        overSamples =
                counter("prometheus_target_scrapes_exceeded_sample_limit_total", "Scrapes with too many samples.");
        overLabels = counter(
                "prometheus_target_scrape_pool_exceeded_label_limits_total",
                "Scrapes with too many or too long labels.");
        overTargets = counter(
                "prometheus_target_scrape_pool_exceeded_target_limit_total",
                "Times that a job was found to have more targets than it may.");
        overStore = counter(
                "tocsin_evaluator_scrapes_exceeded_series_limit_total",
                "Scrapes that failed since the store has no place for their series.");
        targetsFailed =
                counter("prometheus_target_sync_failed_total", "Targets that were found and cannot be scraped.", JOB);
        targetLimit =
                gauge("prometheus_target_scrape_pool_target_limit", "Targets that a job may have; 0 for any.", JOB);
        brokenFiles = gauge(
                "tocsin_evaluator_target_files_broken",
                "Files of targets that cannot be used now: their job has the targets that they gave last.",
                JOB);
        scrapeInterval = Summary.builder()
                .name("prometheus_target_interval_length_seconds")
                .help("Time between two scrapes of a target.")
                .labelNames("interval")
                .withoutExemplars()
                .register(registry);
        scrapeMemory = new GaugeWithLimit(
                registry,
                "tocsin_evaluator_scrape_memory",
                "Memory for what scrapes bring: bodies being read, texts of series, of dropped ones, metadata.",
                "kind");
    }

    private Counter counter(String name, String help, String... labels) {
        return Counters.labelled(registry, name, help, labels);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** A group is there; its metrics begin. */
    public void groupAdded(String group, Duration every, int ruleCount) {
        evaluations.labelValues(group);
        evaluationFailures.labelValues(group);
        iterations.labelValues(group);
        iterationsMissed.labelValues(group);
        interval.labelValues(group).set(every.toMillis() / MILLIS_PER_SECOND);
        rules.labelValues(group).set(ruleCount);
        // As of the group that it replaces, or none.
        for (Gauge each : List.of(lastDuration, lastRulesDuration, lastTimestamp, lastSamples)) {
            each.labelValues(group);
        }
    }

    /** Rules of a group have what was known before the start. */
    public void groupRestored(String group, double seconds) {
        lastRestoreDuration.labelValues(group).set(seconds);
    }

    /** A group has gone, and with it its metrics. */
    public void groupRemoved(String group) {
        for (Counter each : List.of(evaluations, evaluationFailures, iterations, iterationsMissed)) {
            each.remove(group);
        }
        for (Gauge each : List.of(
                lastDuration, lastRulesDuration, lastTimestamp, interval, rules, lastSamples, lastRestoreDuration)) {
            each.remove(group);
        }
    }

    /**
     * A group was evaluated.
     *
     * @param at the time that it was due
     */
    public void groupEvaluated(String group, Instant at, GroupEvaluation evaluation) {
        iterations.labelValues(group).inc();
        evaluations.labelValues(group).inc(evaluation.rulesSeconds().size());
        evaluationFailures.labelValues(group).inc(evaluation.failed());
        lastDuration.labelValues(group).set(evaluation.seconds());
        lastRulesDuration
                .labelValues(group)
                .set(evaluation.rulesSeconds().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum());
        evaluation.rulesSeconds().forEach(ruleDuration::observe);
        groupDuration.observe(evaluation.seconds());
        lastTimestamp.labelValues(group).set(at.toEpochMilli() / MILLIS_PER_SECOND);
        lastSamples.labelValues(group).set((double) evaluation.samples());
        groupDelay.observe(evaluation.lateBy().toNanos() / NANOS_PER_SECOND);
    }

    /**
     * How an evaluation of a group went.
     *
     * @param lateBy how long after its time it began
     * @param seconds how long it took
     * @param rulesSeconds how long each of the rules took that were evaluated, those that failed included
     * @param samples that they returned
     */
    public record GroupEvaluation(
            Duration lateBy, double seconds, List<Double> rulesSeconds, int failed, long samples) {
        public GroupEvaluation {
            rulesSeconds = List.copyOf(rulesSeconds);
        }
    }

    /** Alerts of rules have been handed to the router, which has taken so many of them. */
    public void alertsHandedOn(int taken, int refused) {
        notificationsSent.labelValues(OWN).inc(taken);
        notificationErrors.labelValues(OWN).inc(refused);
        notificationsDropped.inc(refused);
    }

    /**
     * Shows what waits for a thread; called once.
     *
     * @param groupsWorkedOn groups that are being evaluated
     * @param groupsWaiting groups that are due
     * @param scrapesWaiting what comes of scrapes and is not worked on yet
     */
    public void threadsFrom(IntSupplier groupsWorkedOn, IntSupplier groupsWaiting, IntSupplier scrapesWaiting) {
        callback("tocsin_evaluator_groups_working", "Groups of rules being evaluated.", groupsWorkedOn::getAsInt);
        callback(
                "tocsin_evaluator_groups_waiting",
                "Groups of rules that are due and wait for others.",
                groupsWaiting::getAsInt);
        callback(
                "tocsin_evaluator_scrape_tasks_waiting",
                "Scrapes that are due, or answered, and wait for others.",
                scrapesWaiting::getAsInt);
        gauge("prometheus_notifications_alertmanagers_discovered", "Routers that alerts of rules go to: this one.")
                .set(1);
        alertsHandedOn(0, 0);
    }

    /** @param missed evaluations that were due while one was under way */
    public void iterationsMissed(String group, long missed) {
        iterations.labelValues(group).inc(missed);
        iterationsMissed.labelValues(group).inc(missed);
    }

    /** What a scrape config finds, and how much of that is scraped. */
    public void targets(String job, int found, int scraped, long most) {
        discovered.labelValues(job, "scrape").set(found);
        poolTargets.labelValues(job).set(scraped);
        targetLimit.labelValues(job).set((double) most);
        if (most > 0 && scraped > most) {
            overTargets.inc();
        }
        scrapesFailed.labelValues(job);
        textsLeftOut.labelValues(job);
    }

    /** @param failed targets of a scrape config that are none, after something has changed */
    public void targetsFailed(String job, int failed) {
        targetsFailed.labelValues(job).inc(failed);
    }

    /** How many files of targets cannot be used. */
    public void filesBroken(String job, int broken) {
        brokenFiles.labelValues(job).set(broken);
    }

    public void jobRemoved(String job) {
        discovered.remove(job, "scrape");
        for (Gauge each : List.of(poolTargets, targetLimit, brokenFiles)) {
            each.remove(job);
        }
        for (Counter each : List.of(scrapesFailed, textsLeftOut, targetsFailed)) {
            each.remove(job);
        }
    }

    /** A scrape is over. */
    public void scraped(String job, ScrapeReport report) {
        samplesScraped.inc(report.scraped());
        textsLeftOut.labelValues(job).inc(report.forgotten());
        if (!report.isUp()) {
            scrapesFailed.labelValues(job).inc();
        }
        report.limit().ifPresent(limit -> {
            switch (limit) {
                case BODY_SIZE -> overBodySize.inc();
                case SAMPLES -> overSamples.inc();
                case LABELS -> overLabels.inc();
                case STORE -> overStore.inc();
                case TARGETS -> {}
            }
        });
    }

    /** @param interval as it should be, and {@code nanos} as it was */
    public void scrapeBegun(Duration interval, long nanos) {
        scrapeInterval.labelValues(GoDuration.format(interval)).observe(nanos / NANOS_PER_SECOND);
    }

    /** Shows the scrapes under way and waiting; called once. */
    public void scrapesFrom(Supplier<RequestLoad> load) {
        callback(
                "tocsin_evaluator_scrapes_under_way",
                "Scrapes that have no answer yet.",
                () -> load.get().underWay());
        callback(
                "tocsin_evaluator_scrapes_waiting",
                "Scrapes that wait for others of their job to end.",
                () -> load.get().waiting());
        counted(
                "tocsin_evaluator_scrapes_refused_total",
                "Scrapes given up since too many were waiting.",
                () -> load.get().refused());
    }

    /** Shows what of a kind of memory is taken; called once for each. */
    public void scrapeMemoryFrom(String kind, LongSupplier taken, long most) {
        scrapeMemory.show(kind, taken, most);
    }

    public void queried(Duration waited, Duration evaluated, long samples) {
        queryDuration.labelValues("queue_time").observe(waited.toNanos() / NANOS_PER_SECOND);
        queryDuration.labelValues("inner_eval").observe(evaluated.toNanos() / NANOS_PER_SECOND);
        querySamples.inc(samples);
    }

    public void queryRefused() {
        queriesRefused.inc();
    }

    public void loaded(Instant at) {
        reloadSuccessful.set(1);
        reloadTimestamp.set(at.toEpochMilli() / MILLIS_PER_SECOND);
    }

    public void loadFailed() {
        reloadSuccessful.set(0);
    }

    /** Shows who asks; called once. */
    public void queriesFrom(IntSupplier working, IntSupplier waiting, long concurrencyMax) {
        callback(
                "prometheus_engine_queries",
                "Queries being worked on or waiting.",
                () -> working.getAsInt() + (double) waiting.getAsInt());
        callback("tocsin_evaluator_queries_waiting", "Queries that wait.", waiting::getAsInt);
        gauge("prometheus_engine_queries_concurrent_max", "Most queries worked on at a time.")
                .set((double) concurrencyMax);
    }

    /** Shows who asks for rules, alerts and targets; called once. */
    public void viewsFrom(IntSupplier waiting) {
        callback(
                "tocsin_evaluator_views_waiting",
                "Requests for rules, their alerts and targets that wait.",
                waiting::getAsInt);
    }

    /**
     * Shows the memory of what is being evaluated; called once.
     *
     * @param queries bytes that queries of clients have taken, and {@code rules} those of rules
     * @param most of both together
     */
    public void evaluationMemoryFrom(LongSupplier queries, LongSupplier rules, long most) {
        GaugeWithCallback.builder()
                .name("tocsin_evaluator_evaluation_bytes")
                .help("Memory taken by what is being evaluated, for queries of clients and for rules.")
                .labelNames("kind")
                .callback(callback -> {
                    callback.call((double) queries.getAsLong(), "queries");
                    callback.call((double) rules.getAsLong(), "rules");
                })
                .register(registry);
        gauge("tocsin_evaluator_evaluation_bytes_limit", "Most memory of everything that is being evaluated.")
                .set((double) most);
    }

    /** Shows the requests of the Prometheus API that are under way, and what they hold; called once. */
    public void requestsFrom(IntSupplier requests, int requestsMax, LongSupplier bytes, long bytesMax) {
        callback("tocsin_evaluator_requests", "Requests of the Prometheus API under way.", requests::getAsInt);
        gauge("tocsin_evaluator_requests_limit", "Most requests of the Prometheus API under way.")
                .set(requestsMax);
        callback(
                "tocsin_evaluator_answer_bytes",
                "Memory of requests of the Prometheus API, and of answers that their clients have not read yet.",
                bytes::getAsLong);
        gauge("tocsin_evaluator_answer_bytes_limit", "Most memory of requests of the Prometheus API and their answers.")
                .set((double) bytesMax);
    }

    /**
     * What a store of series holds.
     *
     * @param samples stored, and {@code sampleBytes} that they take
     * @param endedEarly series removed before the retention was over, for want of places
     * @param minMillis time of the oldest sample, and {@code maxMillis} of the newest
     */
    public record Head(
            long series,
            long labelPairs,
            long chunks,
            long samples,
            long sampleBytes,
            long appended,
            long created,
            long removed,
            long endedEarly,
            long outOfOrder,
            long duplicates,
            long outOfBounds,
            long minMillis,
            long maxMillis) {}

    /** Shows the store; called once. */
    public void headFrom(Supplier<Head> head, Duration retention, long seriesMax) {
        callback(
                "prometheus_tsdb_head_series",
                "Series stored.",
                () -> head.get().series());
        callback(
                "prometheus_tsdb_head_chunks",
                "Chunks stored.",
                () -> head.get().chunks());
        callback("tocsin_evaluator_samples", "Samples stored.", () -> head.get().samples());
        callback(
                "tocsin_evaluator_sample_bytes",
                "Memory that samples take.",
                () -> head.get().sampleBytes());
        callback(
                "tocsin_evaluator_label_pairs",
                "Different pairs of label name and value.",
                () -> head.get().labelPairs());
        callback(
                "prometheus_tsdb_head_min_time_seconds",
                "Time of the oldest sample.",
                () -> seconds(head.get().minMillis()));
        callback(
                "prometheus_tsdb_head_max_time_seconds",
                "Time of the newest sample.",
                () -> seconds(head.get().maxMillis()));
        CounterWithCallback.builder()
                .name("prometheus_tsdb_head_samples_appended_total")
                .help("Samples stored since the start.")
                .labelNames("type")
                .callback(callback -> callback.call((double) head.get().appended(), "float"))
                .register(registry);
        counted(
                "prometheus_tsdb_head_series_created_total",
                "Series made.",
                () -> head.get().created());
        counted(
                "prometheus_tsdb_head_series_removed_total",
                "Series that have gone.",
                () -> head.get().removed());
        counted(
                "tocsin_evaluator_series_ended_early_total",
                "Series that have gone before the retention was over, to make room.",
                () -> head.get().endedEarly());
        counted(
                "prometheus_target_scrapes_sample_out_of_order_total",
                "Samples older than the newest of their series, and not stored.",
                () -> head.get().outOfOrder());
        counted(
                "prometheus_target_scrapes_sample_duplicate_timestamp_total",
                "Samples of a time that has another value, and not stored.",
                () -> head.get().duplicates());
        counted(
                "prometheus_target_scrapes_sample_out_of_bounds_total",
                "Samples too far in the past or in the future, and not stored.",
                () -> head.get().outOfBounds());
        gauge("prometheus_tsdb_retention_limit_seconds", "How long samples are kept.")
                .set(retention.toMillis() / MILLIS_PER_SECOND);
        gauge("tocsin_evaluator_series_limit", "Most series that are stored.").set((double) seriesMax);
    }

    private static double seconds(long millis) {
        return millis == Long.MAX_VALUE || millis == Long.MIN_VALUE ? 0 : millis / MILLIS_PER_SECOND;
    }

    private void callback(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private void counted(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }
}
