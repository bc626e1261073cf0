package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.OverviewParameters.Asked;
import io.tocsin.server.api.OverviewParameters.AskedAlerts;
import io.tocsin.server.api.OverviewParameters.AskedGroups;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.overview.Facets;
import io.tocsin.server.overview.Grouping;
import io.tocsin.server.overview.Overview;
import io.tocsin.server.overview.Selected;
import io.tocsin.server.overview.ShownGroup;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/**
 * {@code GET /api/tocsin/v1/alerts} and {@code /alert-groups}: what people look at, one page at a time, with counts of all
 * that fits.
 */
final class OverviewEndpoints {
    static final String ALERTS = "/api/tocsin/v1/alerts";
    static final String GROUPS = "/api/tocsin/v1/alert-groups";

    private final ApiWorkers workers;
    private final ApiParts parts;
    private final LiveOverview live;

    OverviewEndpoints(ApiWorkers workers, ApiParts parts, LiveOverview live) {
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
        this.live = requireNonNull(live, "live");
    }

    void alerts(Exchange exchange) {
        OverviewParameters parameters = parameters(exchange);
        answer(exchange, parameters::alerts, this::alerts);
    }

    void groups(Exchange exchange) {
        OverviewParameters parameters = parameters(exchange);
        answer(exchange, parameters::groups, this::groups);
    }

    /** Begins an answer and reads what it is to be. */
    OverviewParameters parameters(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.allowGzip();
        return new OverviewParameters(
                exchange.query(), parts.matchers(), parts.engine().silences()::get);
    }

    /**
     * @param read what is asked
     * @param page the answer in parts, worked out from what was asked and what there is to see
     */
    <T> void answer(Exchange exchange, Callable<T> read, BiFunction<T, Overview, List<GoJson.Body>> page) {
        QueryParameters query = exchange.query();
        boolean isCostly = OverviewParameters.isCostly(query);
        workers.answer(
                exchange,
                isCostly,
                read,
                asked -> live.now()
                        .whenComplete((overview, failure) -> exchange.resume(() -> {
                            if (failure == null) {
                                workers.answer(
                                        exchange,
                                        isCostly,
                                        () -> page.apply(asked, overview),
                                        body -> send(exchange, body));
                            } else {
                                ApiV2.fail(exchange, failure);
                            }
                        })));
    }

    private static void send(Exchange exchange, List<GoJson.Body> body) {
        SlicedJson.sendParts(exchange, body.iterator(), failure -> ApiV2.fail(exchange, failure));
    }

    private List<GoJson.Body> alerts(AskedAlerts asked, Overview overview) {
        Selected selected = Selected.of(overview, asked.asked().selection());
        return OverviewWriter.alerts(
                head(asked.asked(), selected, OptionalInt.empty()),
                asked.sort()
                        .page(
                                selected.alerts(),
                                asked.asked().offset(),
                                asked.asked().limit()));
    }

    private List<GoJson.Body> groups(AskedGroups asked, Overview overview) {
        Selected selected = Selected.of(overview, asked.asked().selection());
        Grouping grouping = new Grouping(selected);
        List<ShownGroup> groups = asked.by().isEmpty() ? grouping.natural() : grouping.by(asked.by());
        return OverviewWriter.groups(
                head(asked.asked(), selected, OptionalInt.of(groups.size())),
                asked.sort().page(groups, asked.asked().offset(), asked.asked().limit()),
                asked.listed());
    }

    private OverviewWriter.Head head(Asked asked, Selected selected, OptionalInt totalGroups) {
        return new OverviewWriter.Head(
                selected,
                parts.clock().instant(),
                asked.matchers(),
                asked.hasFacets() ? Facets.of(selected.alerts()) : List.of(),
                totalGroups);
    }
}
