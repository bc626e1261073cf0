package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.scrape.MetricMetadata;
import io.tocsin.evaluator.scrape.Scraper.TargetMetadata;
import io.tocsin.server.api.AlertWriter;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import io.tocsin.server.prometheus.TargetView.Active;
import io.tocsin.server.prometheus.TargetView.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Targets, and what they say of their metrics. Thread-safe.
 *
 * @see "Upstream: web/api/v1/api.go targets, targetMetadata, metricMetadata"
 */
final class TargetQuestions {
    /** Not read as an address: one that is masked is none. */
    private static final Pattern LOCAL_HOST =
            Pattern.compile("^([a-z]+://(?:[^/@]*@)?)(?:localhost|127\\.0\\.0\\.1|\\[::1])(?=[:/?#]|$)");

    /** Metrics after which it is looked whether somebody still waits. */
    private static final int METRICS_PER_LOOK = 4096;

    private final Sources sources;
    private final String ownHost;
    private final QueryThreads threads;
    private final Duration timeout;

    /** Where targets are known, and what they say of their metrics: much, and seldom asked for. */
    record Sources(Supplier<TargetView> targets, Supplier<List<TargetMetadata>> metadata) {
        Sources {
            requireNonNull(targets, "targets");
            requireNonNull(metadata, "metadata");
        }
    }

    /**
     * @param ownHost what stands for this machine where others are to reach it
     * @param threads where answers are put together: there may be many targets
     */
    TargetQuestions(Sources sources, String ownHost, QueryThreads threads, Duration timeout) {
        this.sources = requireNonNull(sources, "sources");
        this.ownHost = requireNonNull(ownHost, "ownHost");
        this.threads = requireNonNull(threads, "threads");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    private static Answer answer(Iterator<GoJson.Body> data) {
        return new Answer(data, List.of(), List.of());
    }

    /** Puts one answer together. */
    private interface Work {
        Answer run(QueryThreads.Patience patience) throws RequestException, QueryException;
    }

    private CompletionStage<Answer> run(Exchange exchange, Work work) {
        QueryThreads.Patience patience = threads.patience(timeout, exchange::isAbandoned);
        return threads.run(() -> work.run(patience), patience);
    }

    CompletionStage<Answer> targets(RequestParameters parameters, Exchange exchange) {
        return run(exchange, patience -> targets(parameters));
    }

    private Answer targets(RequestParameters parameters) {
        TargetView view = sources.targets().get();
        String state = parameters.text("state").toLowerCase(Locale.ROOT);
        String pool = parameters.text("scrapePool");
        boolean showsActive = state.isEmpty() || state.equals("any") || state.equals("active");
        boolean showsDropped = state.isEmpty() || state.equals("any") || state.equals("dropped");
        List<Active> active = view.active().stream()
                .filter(target -> showsActive && isIn(pool, target.pool()))
                .toList();
        List<Dropped> dropped = view.dropped().stream()
                .filter(target -> showsDropped && isIn(pool, target.pool()))
                .toList();
        return answer(Pieces.joined(List.of(
                        Pieces.one(out -> {
                            out.writeStartObject();
                            out.writeFieldName("activeTargets");
                        }),
                        Pieces.array(active, target -> out -> write(out, target)),
                        Pieces.one(out -> out.writeFieldName("droppedTargets")),
                        Pieces.array(dropped, target -> out -> write(out, target)),
                        Pieces.one(out -> {
                            out.writeFieldName("droppedTargetCounts");
                            writeCounts(out, view.droppedCounts(), showsDropped);
                            out.writeEndObject();
                        }))
                .iterator()));
    }

    private static boolean isIn(String wanted, String pool) {
        return wanted.isEmpty() || wanted.equals(pool);
    }

    private static void writeCounts(GoJson out, Map<String, Integer> counts, boolean isShown) {
        if (!isShown) {
            out.writeRaw("null");
            return;
        }
        out.writeStartObject();
        new TreeMap<>(counts).forEach(out::writeNumberField);
        out.writeEndObject();
    }

    private void write(GoJson out, Active target) {
        out.writeStartObject();
        labels(out, "discoveredLabels", target.discoveredLabels());
        labels(out, "labels", target.labels());
        out.escapeHtml(true);
        out.writeStringField("scrapePool", target.pool());
        out.writeStringField("scrapeUrl", target.url());
        out.writeStringField("globalUrl", global(target.url()));
        out.writeStringField("lastError", target.lastError());
        out.writeStringField("lastScrape", time(target.lastScrape()));
        out.writeFieldName("lastScrapeDuration");
        out.writeRaw(NumberText.sample(target.lastScrapeSeconds()));
        out.writeStringField("health", target.health());
        out.writeStringField("scrapeInterval", target.interval());
        out.writeStringField("scrapeTimeout", target.timeout());
        out.escapeHtml(false);
        out.writeEndObject();
    }

    private static void write(GoJson out, Dropped target) {
        out.writeStartObject();
        labels(out, "discoveredLabels", target.discoveredLabels());
        out.writeStringField("scrapePool", target.pool());
        out.writeEndObject();
    }

    private static void labels(GoJson out, String field, Labels labels) {
        out.writeFieldName(field);
        AlertWriter.write(out, labels);
    }

    private static String time(OptionalLong millis) {
        return millis.isEmpty()
                ? "0001-01-01T00:00:00Z"
                : Instant.ofEpochMilli(millis.getAsLong()).toString();
    }

    /** A target of this machine is reached from others by the machine's name. */
    private String global(String url) {
        return LOCAL_HOST.matcher(url).replaceFirst("$1" + java.util.regex.Matcher.quoteReplacement(ownHost));
    }

    CompletionStage<Answer> scrapePools(RequestParameters parameters, Exchange exchange) {
        return run(exchange, patience -> {
            List<String> pools =
                    sources.targets().get().pools().stream().sorted().toList();
            return answer(Pieces.joined(List.of(
                            Pieces.one(out -> {
                                out.writeStartObject();
                                out.writeFieldName("scrapePools");
                            }),
                            Pieces.array(pools, pool -> out -> out.writeString(pool)),
                            Pieces.one(GoJson::writeEndObject))
                    .iterator()));
        });
    }

    /** What one target says of one metric. */
    private record Said(Labels target, MetricMetadata metadata) {}

    CompletionStage<Answer> targetMetadata(RequestParameters parameters, Exchange exchange) {
        return run(exchange, patience -> targetMetadata(parameters, patience));
    }

    private Answer targetMetadata(RequestParameters parameters, QueryThreads.Patience patience)
            throws RequestException, QueryException {
        int limit = number(parameters, "limit");
        int most = limit < 0 ? Integer.MAX_VALUE : limit;
        String metric = parameters.text("metric");
        List<Matcher> matchers = matchers(parameters.text("match_target"));
        List<Said> said = new ArrayList<>();
        for (TargetMetadata each : sources.metadata().get()) {
            Labels labels = each.target().labels();
            patience.check();
            if (!matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
                continue;
            }
            for (MetricMetadata one : each.metrics()) {
                if (said.size() < most && (metric.isEmpty() || metric.equals(one.metric()))) {
                    said.add(new Said(labels, one));
                }
            }
        }
        return answer(Pieces.array(said, each -> out -> write(out, each, metric.isEmpty())));
    }

    private static List<Matcher> matchers(String selector) throws RequestException {
        if (selector.isEmpty()) {
            return List.of();
        }
        try {
            return PromqlParser.parseSelector(selector);
        } catch (PromqlSyntaxException e) {
            throw RequestException.badParameter("match_target", String.valueOf(e.getMessage()));
        }
    }

    private static void write(GoJson out, Said said, boolean isNamed) {
        out.writeStartObject();
        labels(out, "target", said.target());
        if (isNamed) {
            out.writeStringField("metric", said.metadata().metric());
        }
        out.escapeHtml(true);
        out.writeStringField("type", said.metadata().type().word());
        out.writeStringField("help", said.metadata().help());
        out.writeStringField("unit", said.metadata().unit());
        out.escapeHtml(false);
        out.writeEndObject();
    }

    CompletionStage<Answer> metadata(RequestParameters parameters, Exchange exchange) {
        return run(exchange, patience -> metadata(parameters, patience));
    }

    private Answer metadata(RequestParameters parameters, QueryThreads.Patience patience)
            throws RequestException, QueryException {
        int limit = number(parameters, "limit");
        int perMetric = number(parameters, "limit_per_metric");
        String metric = parameters.text("metric");
        Map<String, Set<MetricMetadata>> byMetric = new TreeMap<>(Comparator.naturalOrder());
        int looked = 0;
        for (TargetMetadata target : sources.metadata().get()) {
            for (MetricMetadata each : target.metrics()) {
                if (looked++ % METRICS_PER_LOOK == 0) {
                    patience.check();
                }
                if (metric.isEmpty() || metric.equals(each.metric())) {
                    byMetric.computeIfAbsent(each.metric(), name -> new LinkedHashSet<>())
                            .add(each);
                }
            }
        }
        List<Set<MetricMetadata>> shown = byMetric.values().stream()
                .limit(limit < 0 ? Long.MAX_VALUE : limit)
                .toList();
        return answer(Pieces.within(
                GoJson::writeStartObject,
                Pieces.each(shown.iterator(), all -> out -> write(out, all, perMetric)),
                GoJson::writeEndObject));
    }

    private static void write(GoJson out, Set<MetricMetadata> all, int perMetric) {
        out.writeArrayFieldStart(all.iterator().next().metric());
        all.stream().limit(perMetric <= 0 ? Long.MAX_VALUE : perMetric).forEach(each -> {
            out.writeStartObject();
            out.escapeHtml(true);
            out.writeStringField("type", each.type().word());
            out.writeStringField("unit", each.unit());
            out.writeStringField("help", each.help());
            out.escapeHtml(false);
            out.writeEndObject();
        });
        out.writeEndArray();
    }

    /** @return negative if none was given */
    private static int number(RequestParameters parameters, String name) throws RequestException {
        String text = parameters.text(name);
        if (text.isEmpty()) {
            return -1;
        }
        try {
            return RequestParameters.readWhole(text);
        } catch (IllegalArgumentException e) {
            throw new RequestException(ErrorType.BAD_DATA, name + " must be a number");
        }
    }
}
