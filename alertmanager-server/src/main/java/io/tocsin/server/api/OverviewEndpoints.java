package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.OverviewParameters.Asked;
import io.tocsin.server.api.OverviewParameters.AskedAlerts;
import io.tocsin.server.api.OverviewParameters.AskedGroups;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.overview.AlertRow;
import io.tocsin.server.overview.NextFlushes;
import io.tocsin.server.overview.Overview;
import io.tocsin.server.overview.Selected;
import io.tocsin.server.overview.ShownGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
     * An answer.
     *
     * @param moving what can be another one although the overview is the same
     */
    record Page(Object moving, List<GoJson.Body> parts) {
        Page {
            requireNonNull(moving, "moving");
            parts = List.copyOf(parts);
        }
    }

    /**
     * @param read what is asked
     * @param page the answer, worked out from what was asked and what there is to see
     */
    <T> void answer(Exchange exchange, Callable<T> read, BiFunction<T, Overview, Page> page) {
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
                                        made -> send(exchange, tag(overview, query, made), made));
                            } else {
                                ApiV2.fail(exchange, failure);
                            }
                        })));
    }

    /** Weak: the moment of the answer, and ends and updates that a refresh has moved, may be others under the same tag. */
    private static String tag(Overview overview, QueryParameters query, Page page) {
        return "W/\"%s-%08x\""
                .formatted(
                        overview.version(),
                        31 * query.hashCode() + page.moving().hashCode());
    }

    private static void send(Exchange exchange, String tag, Page page) {
        if (!exchange.answersNotModified(tag)) {
            SlicedJson.sendParts(exchange, page.parts().iterator(), failure -> ApiV2.fail(exchange, failure));
        }
    }

    private Page alerts(AskedAlerts asked, Overview overview) {
        Asked common = asked.asked();
        Selected selected = overview.selected(common.selection());
        List<AlertRow> page = asked.sort().page(selected.alerts(), common.offset(), common.limit());
        List<Optional<Instant>> nextFlushes = NextFlushes.of(overview, page);
        OverviewWriter.Head head = head(common, selected, OptionalInt.empty());
        return new Page(nextFlushes, OverviewWriter.alerts(head, page, nextFlushes));
    }

    private Page groups(AskedGroups asked, Overview overview) {
        Asked common = asked.asked();
        Selected selected = overview.selected(common.selection());
        List<ShownGroup> groups = asked.by().isEmpty() ? selected.groups() : selected.groupsBy(asked.by());
        List<ShownGroup> page = asked.sort().page(groups, common.offset(), common.limit());
        List<Optional<Instant>> nextFlushes = page.stream()
                .map(group ->
                        group.natural().flatMap(natural -> natural.nextFlush().get()))
                .toList();
        OverviewWriter.Head head = head(common, selected, OptionalInt.of(groups.size()));
        return new Page(nextFlushes, OverviewWriter.groups(head, page, nextFlushes, asked.listed()));
    }

    private OverviewWriter.Head head(Asked asked, Selected selected, OptionalInt totalGroups) {
        return new OverviewWriter.Head(
                selected,
                parts.clock().instant(),
                asked.matchers(),
                asked.hasFacets() ? selected.facets() : List.of(),
                totalGroups);
    }
}
