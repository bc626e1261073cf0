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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code GET /api/tocsin/v1/explain}: why alerts are sent, or are not.
 *
 * <p>{@code filter} and {@code fingerprint} choose among the stored alerts. If none fits and every matcher says
 * {@code =}, the matchers are taken for the labels of an alert that somebody might post.
 */
final class ExplainEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/explain";

    private static final int EXPLAINED_DEFAULT = 10;
    private static final int EXPLAINED_MAX = 1_000;

    /** Of so many alerts the past is looked up, which may cost a tenth of a second each. */
    static final int PASTS_MAX = 10;

    private final Vertx vertx;
    private final ApiWorkers workers;
    private final ApiParts parts;
    private final Explainer explainer;

    /** @param total how many alerts fit, of which {@code labels} are the first */
    private record Chosen(List<Labels> labels, int total) {}

    ExplainEndpoint(Vertx vertx, ApiWorkers workers, ApiParts parts) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
        this.explainer = new Explainer(parts.engine(), parts.history());
    }

    @Override
    public void accept(Exchange exchange) {
        QueryParameters query = exchange.query();
        workers.answer(
                exchange,
                query,
                () -> choose(query),
                chosen -> new ExplanationStream(
                                vertx,
                                exchange,
                                chosen.labels(),
                                explanations(chosen.labels()),
                                failure -> ApiV2.fail(exchange, failure))
                        .send(chosen.total()));
    }

    private Function<Labels, CompletionStage<Explanation>> explanations(List<Labels> chosen) {
        Set<Labels> withPast = Set.copyOf(chosen.subList(0, Math.min(PASTS_MAX, chosen.size())));
        return labels -> withPast.contains(labels) ? explainer.explainWithPast(labels) : explainer.explain(labels);
    }

    private Chosen choose(QueryParameters query) throws BadParameterException {
        List<Matcher> filter = new FilterReader(query, parts.matchers()).filter();
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
        return new Chosen(found.stream().limit(limit).toList(), found.size());
    }

    private Chosen supposed(List<Matcher> filter) throws BadParameterException {
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
        Optional<String> refusal = explainer.refusal(built);
        if (refusal.isPresent()) {
            throw new BadParameterException("no alert is stored, and none can have these labels: " + refusal.get());
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
}
