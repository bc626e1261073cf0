package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.explain.Explainer;
import io.tocsin.core.explain.Explanation;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.QueryParameters;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/tocsin/v1/explain}: why alerts are sent, or are not.
 *
 * <p>{@code filter} and {@code fingerprint} choose among the stored alerts. If none fits and every matcher says
 * {@code =}, the matchers are taken for the labels of an alert that somebody might post.
 */
final class ExplainEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/explain";

    private static final Logger LOG = LoggerFactory.getLogger(ExplainEndpoint.class);
    private static final int EXPLAINED_DEFAULT = 10;
    private static final int EXPLAINED_MAX = 1_000;

    private final Vertx vertx;
    private final ApiParts parts;
    private final Explainer explainer;

    /** @param total how many alerts fit, of which {@code labels} are the first */
    private record Chosen(List<Labels> labels, int total) {}

    ExplainEndpoint(Vertx vertx, ApiParts parts) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.parts = requireNonNull(parts, "parts");
        this.explainer = new Explainer(parts.engine());
    }

    @Override
    public void accept(Exchange exchange) {
        QueryParameters query = exchange.query();
        ApiV2.onWorker(vertx, exchange, () -> choose(query), chosen -> explain(exchange, chosen));
    }

    private void explain(Exchange exchange, Chosen chosen) {
        explain(chosen.labels())
                .whenComplete((explanations, failure) ->
                        exchange.resume(() -> answer(exchange, chosen.total(), explanations, failure)));
    }

    private static void answer(
            Exchange exchange, int total, @Nullable List<Explanation> explanations, @Nullable Throwable failure) {
        if (explanations == null) {
            LOG.atError().setCause(failure).log("Alerts cannot be explained");
            exchange.error(500, "internal error, see the log");
            return;
        }
        exchange.end(
                200,
                ApiV2.JSON,
                GoJson.buffer(
                        out -> {
                            out.writeStartObject();
                            out.writeNumberField("total", total);
                            out.writeArrayFieldStart("explanations");
                            for (Explanation each : explanations) {
                                ExplanationWriter.write(out, each);
                            }
                            out.writeEndArray();
                            out.writeEndObject();
                        },
                        "\n"));
    }

    private Chosen choose(QueryParameters query) throws BadParameterException {
        List<Matcher> filter = AlertQuery.filter(query, parts.matchers());
        Optional<String> fingerprint = query.last("fingerprint");
        int limit = limit(query);
        List<Labels> found = new ArrayList<>();
        for (RoutedAlert each : parts.engine().alerts()) {
            Labels labels = each.alert().labels();
            boolean isWanted = fingerprint.isEmpty()
                    || fingerprint.get().equals(labels.fingerprint().toString());
            if (isWanted && AlertQuery.matchAll(filter, labels)) {
                found.add(labels);
            }
        }
        if (found.isEmpty() && fingerprint.isEmpty()) {
            return supposed(filter);
        }
        found.sort(Comparator.naturalOrder());
        return new Chosen(found.subList(0, Math.min(limit, found.size())), found.size());
    }

    private static Chosen supposed(List<Matcher> filter) throws BadParameterException {
        Labels.Builder labels = new Labels.Builder();
        for (Matcher matcher : filter) {
            if (matcher.type() != MatchType.EQUAL) {
                return new Chosen(List.of(), 0);
            }
            if (!matcher.value().isEmpty()) {
                labels.add(matcher.name(), matcher.value());
            }
        }
        Labels built = labels.build();
        if (built.isEmpty()) {
            throw new BadParameterException("no alert is stored; name the labels of the alert that you mean,"
                    + " as in filter=alertname%3D%22Down%22");
        }
        return new Chosen(List.of(built), 1);
    }

    private static int limit(QueryParameters query) throws BadParameterException {
        Optional<String> text = query.last("limit");
        if (text.isEmpty()) {
            return EXPLAINED_DEFAULT;
        }
        if (!text.get().matches("[1-9][0-9]{0,8}")) {
            throw new BadParameterException("limit: expected a number from 1 to " + EXPLAINED_MAX);
        }
        return Math.min(EXPLAINED_MAX, Integer.parseInt(text.get()));
    }

    /** One after the other: an explanation visits the owners of the groups, which have more important things to do. */
    private CompletionStage<List<Explanation>> explain(List<Labels> labels) {
        CompletionStage<List<Explanation>> all = CompletableFuture.completedStage(new ArrayList<>());
        for (Labels each : labels) {
            all = all.thenCompose(explained -> explainer.explain(each).thenApply(next -> {
                explained.add(next);
                return explained;
            }));
        }
        return all;
    }
}
