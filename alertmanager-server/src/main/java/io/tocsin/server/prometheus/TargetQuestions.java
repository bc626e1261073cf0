package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.server.api.AlertWriter;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import io.tocsin.server.prometheus.TargetView.Active;
import io.tocsin.server.prometheus.TargetView.Dropped;
import io.tocsin.server.prometheus.TargetView.Metadata;
import java.net.URI;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Targets, and what they say of their metrics. Thread-safe.
 *
 * @see "Upstream: web/api/v1/api.go targets, targetMetadata, metricMetadata"
 */
final class TargetQuestions {
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Supplier<TargetView> targets;
    private final String ownHost;

    /** @param ownHost what stands for this machine where others are to reach it */
    TargetQuestions(Supplier<TargetView> targets, String ownHost) {
        this.targets = requireNonNull(targets, "targets");
        this.ownHost = requireNonNull(ownHost, "ownHost");
    }

    private static CompletionStage<Answer> answer(Iterator<GoJson.Body> data) {
        return CompletableFuture.completedStage(new Answer(data, List.of(), List.of()));
    }

    CompletionStage<Answer> targets(RequestParameters parameters, Exchange exchange) {
        TargetView view = targets.get();
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
        String host = URI.create(url).getHost();
        return host != null && LOCAL_HOSTS.contains(host)
                ? url.replaceFirst("://" + Pattern.quote(host), "://" + ownHost)
                : url;
    }

    CompletionStage<Answer> scrapePools(RequestParameters parameters, Exchange exchange) {
        List<String> pools = targets.get().pools().stream().sorted().toList();
        return answer(Pieces.joined(List.of(
                        Pieces.one(out -> {
                            out.writeStartObject();
                            out.writeFieldName("scrapePools");
                        }),
                        Pieces.array(pools, pool -> out -> out.writeString(pool)),
                        Pieces.one(GoJson::writeEndObject))
                .iterator()));
    }

    /** What one target says of one metric. */
    private record Said(Active target, Metadata metadata) {}

    CompletionStage<Answer> targetMetadata(RequestParameters parameters, Exchange exchange) {
        try {
            int limit = number(parameters, "limit");
            String metric = parameters.text("metric");
            List<Matcher> matchers = matchers(parameters.text("match_target"));
            List<Said> said = new ArrayList<>();
            for (Active target : targets.get().active()) {
                if (!matchers.stream().allMatch(matcher -> matcher.matches(target.labels()))) {
                    continue;
                }
                target.metadata().stream()
                        .filter(each -> metric.isEmpty() || metric.equals(each.metric()))
                        .limit(limit < 0 ? Long.MAX_VALUE : Math.max(0, limit - said.size()))
                        .forEach(each -> said.add(new Said(target, each)));
            }
            return answer(Pieces.array(said, each -> out -> write(out, each, metric.isEmpty())));
        } catch (RequestException e) {
            return CompletableFuture.failedStage(e);
        }
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
        labels(out, "target", said.target().labels());
        if (isNamed) {
            out.writeStringField("metric", said.metadata().metric());
        }
        out.escapeHtml(true);
        out.writeStringField("type", said.metadata().type());
        out.writeStringField("help", said.metadata().help());
        out.writeStringField("unit", said.metadata().unit());
        out.escapeHtml(false);
        out.writeEndObject();
    }

    CompletionStage<Answer> metadata(RequestParameters parameters, Exchange exchange) {
        try {
            int limit = number(parameters, "limit");
            int perMetric = number(parameters, "limit_per_metric");
            String metric = parameters.text("metric");
            Map<String, Set<Metadata>> byMetric = new TreeMap<>(Comparator.naturalOrder());
            for (Active target : targets.get().active()) {
                for (Metadata each : target.metadata()) {
                    if (metric.isEmpty() || metric.equals(each.metric())) {
                        byMetric.computeIfAbsent(each.metric(), name -> new LinkedHashSet<>())
                                .add(each);
                    }
                }
            }
            List<Set<Metadata>> shown = byMetric.values().stream()
                    .limit(limit < 0 ? Long.MAX_VALUE : limit)
                    .toList();
            return answer(Pieces.within(
                    GoJson::writeStartObject,
                    Pieces.each(shown.iterator(), all -> out -> write(out, all, perMetric)),
                    GoJson::writeEndObject));
        } catch (RequestException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static void write(GoJson out, Set<Metadata> all, int perMetric) {
        out.writeArrayFieldStart(all.iterator().next().metric());
        all.stream().limit(perMetric <= 0 ? Long.MAX_VALUE : perMetric).forEach(each -> {
            out.writeStartObject();
            out.escapeHtml(true);
            out.writeStringField("type", each.type());
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
