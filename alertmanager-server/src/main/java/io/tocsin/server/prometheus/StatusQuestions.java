package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.query.WorkMeter;
import io.tocsin.evaluator.series.Cardinality;
import io.tocsin.evaluator.series.Cardinality.Count;
import io.tocsin.evaluator.series.LabelIndex;
import io.tocsin.evaluator.store.StoreStatistics;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.release.Release;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What the evaluator says of itself. Thread-safe.
 *
 * @see "Upstream: web/api/v1/api.go serveRuntimeInfo, serveTSDBStatus"
 */
final class StatusQuestions {
    /** The version of Prometheus whose API this is: Grafana decides by it what it can ask for. */
    static final String PROMETHEUS_VERSION = "3.5.3";

    private static final int TOP = 10;

    private final Sources sources;
    private final QueryThreads threads;
    private final Duration timeout;

    /**
     * Where it is asked for.
     *
     * @param configuration the file in force, as text without secrets
     * @param flags by name, in the order in which they are shown
     */
    record Sources(
            Release release,
            String hostName,
            InstantSource clock,
            Instant startedAt,
            Supplier<LoadState> load,
            Supplier<String> configuration,
            Map<String, String> flags,
            LabelIndex index,
            Supplier<StoreStatistics> statistics) {}

    /**
     * How the last load of the configuration went.
     *
     * @param loadedAt when the one in force was loaded
     */
    record LoadState(boolean isGood, Instant loadedAt) {}

    StatusQuestions(Sources sources, QueryThreads threads, Duration timeout) {
        this.sources = requireNonNull(sources, "sources");
        this.threads = requireNonNull(threads, "threads");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    private static CompletionStage<Answer> now(GoJson.Body data) {
        return CompletableFuture.completedStage(Answer.of(data));
    }

    CompletionStage<Answer> buildInfo(RequestParameters parameters, Exchange exchange) {
        Release release = sources.release();
        return now(out -> {
            out.writeStartObject();
            out.writeStringField("version", PROMETHEUS_VERSION);
            out.writeStringField("revision", release.revision());
            out.writeStringField("branch", "tocsin-" + release.tocsinVersion());
            out.writeStringField("buildUser", "tocsin");
            out.writeStringField("buildDate", release.buildDate());
            out.writeStringField("goVersion", "java" + Runtime.version().feature());
            out.writeEndObject();
        });
    }

    CompletionStage<Answer> runtimeInfo(RequestParameters parameters, Exchange exchange) {
        LoadState load = sources.load().get();
        return now(out -> {
            out.writeStartObject();
            out.writeStringField("startTime", sources.startedAt().toString());
            out.writeStringField("CWD", System.getProperty("user.dir", ""));
            out.writeStringField("hostname", sources.hostName());
            out.writeStringField("serverTime", sources.clock().instant().toString());
            out.writeBooleanField("reloadConfigSuccess", load.isGood());
            out.writeStringField("lastConfigTime", load.loadedAt().toString());
            out.writeNumberField("corruptionCount", 0);
            out.writeNumberField(
                    "goroutineCount", ManagementFactory.getThreadMXBean().getThreadCount());
            out.writeNumberField("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
            out.writeNumberField("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
            out.writeStringField("GOGC", "");
            out.writeStringField("GODEBUG", "");
            out.writeStringField("storageRetention", sources.flags().getOrDefault("storage.tsdb.retention.time", ""));
            out.writeEndObject();
        });
    }

    CompletionStage<Answer> configuration(RequestParameters parameters, Exchange exchange) {
        return now(out -> {
            out.writeStartObject();
            out.escapeHtml(true);
            out.writeStringField("yaml", sources.configuration().get());
            out.escapeHtml(false);
            out.writeEndObject();
        });
    }

    CompletionStage<Answer> flags(RequestParameters parameters, Exchange exchange) {
        return now(out -> {
            out.writeStartObject();
            out.escapeHtml(true);
            sources.flags().forEach(out::writeStringField);
            out.escapeHtml(false);
            out.writeEndObject();
        });
    }

    /** Nothing is kept on a disk, so nothing is replayed. */
    CompletionStage<Answer> replay(RequestParameters parameters, Exchange exchange) {
        return now(out -> {
            out.writeStartObject();
            out.writeNumberField("min", 0);
            out.writeNumberField("max", 0);
            out.writeNumberField("current", 0);
            out.writeEndObject();
        });
    }

    /** @see "Upstream: util/features; the names that clients ask for" */
    CompletionStage<Answer> features(RequestParameters parameters, Exchange exchange) {
        return now(out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("api");
            for (String name : List.of("label_values_match", "query_warnings", "query_stats")) {
                out.writeBooleanField(name, !name.equals("query_stats"));
            }
            out.writeBooleanField("exemplars", false);
            out.writeEndObject();
            out.writeObjectFieldStart("promql");
            out.writeBooleanField("at_modifier", true);
            out.writeBooleanField("negative_offset", true);
            out.writeBooleanField("native_histograms", false);
            out.writeBooleanField("experimental_functions", false);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** Goes over all values of all labels: on a thread that may take time. */
    CompletionStage<Answer> head(RequestParameters parameters, Exchange exchange) {
        QueryThreads.Patience patience = threads.patience(timeout, exchange::isAbandoned);
        return threads.run(
                () -> {
                    Cardinality cardinality = sources.index().cardinality(TOP, new WorkMeter(patience));
                    StoreStatistics statistics = sources.statistics().get();
                    return Answer.of(out -> {
                        out.escapeHtml(true);
                        write(out, cardinality, statistics);
                        out.escapeHtml(false);
                    });
                },
                patience);
    }

    private static void write(GoJson out, Cardinality cardinality, StoreStatistics statistics) {
        out.writeStartObject();
        out.writeObjectFieldStart("headStats");
        out.writeNumberField("numSeries", statistics.series());
        out.writeNumberField("numLabelPairs", statistics.labelPairs());
        out.writeNumberField("chunkCount", statistics.chunks());
        out.writeNumberField("minTime", statistics.oldestMillis());
        out.writeNumberField("maxTime", statistics.newestMillis());
        out.writeEndObject();
        write(out, "seriesCountByMetricName", cardinality.seriesOfMetrics());
        write(out, "labelValueCountByLabelName", cardinality.valuesOfLabels());
        write(out, "memoryInBytesByLabelName", List.of());
        write(out, "seriesCountByLabelValuePair", cardinality.seriesOfPairs());
        out.writeEndObject();
    }

    private static void write(GoJson out, String field, List<Count> counts) {
        out.writeArrayFieldStart(field);
        for (Count each : counts) {
            out.writeStartObject();
            out.writeStringField("name", each.name());
            out.writeNumberField("value", each.count());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
