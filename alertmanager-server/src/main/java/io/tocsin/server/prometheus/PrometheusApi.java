package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Endpoint;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Routes;
import io.tocsin.server.prometheus.PrometheusEndpoint.Question;
import io.vertx.core.http.HttpMethod;

/**
 * The paths below {@code /prometheus/}: Prometheus's HTTP API, for Grafana, promtool and others who know it.
 *
 * @see "docs/prometheus-api.md"
 */
public final class PrometheusApi {
    static final String ROOT = "/prometheus/";
    private static final String V1 = ROOT + "api/v1/";
    private static final String OFF = "there is no built-in evaluator: --prometheus.config.file turns it on";

    private final Queries queries;
    private final SeriesQuestions series;
    private final LanguageQuestions language;
    private final RuleQuestions rules;
    private final TargetQuestions targets;
    private final StatusQuestions status;
    private final RequestsUnderWay underWay;

    PrometheusApi(
            Queries queries,
            SeriesQuestions series,
            LanguageQuestions language,
            RuleQuestions rules,
            TargetQuestions targets,
            StatusQuestions status,
            RequestsUnderWay underWay) {
        this.queries = requireNonNull(queries, "queries");
        this.series = requireNonNull(series, "series");
        this.language = requireNonNull(language, "language");
        this.rules = requireNonNull(rules, "rules");
        this.targets = requireNonNull(targets, "targets");
        this.status = requireNonNull(status, "status");
        this.underWay = requireNonNull(underWay, "underWay");
    }

    /** Has everything below {@code /prometheus/} say that there is nothing. */
    public static void addAbsent(Routes routes) {
        routes.answerErrors(ROOT, (exchange, status, text) -> exchange.end(404, Exchange.TEXT, OFF + "\n"));
    }

    public void addTo(Routes routes) {
        both(routes, "query", queries::instant);
        both(routes, "query_range", queries::range);
        both(routes, "query_exemplars", language::exemplars);
        both(routes, "format_query", language::format);
        both(routes, "parse_query", language::parse);
        both(routes, "labels", series::labelNames);
        both(routes, "series", series::series);
        routes.addItem(
                V1 + "label/",
                "/values",
                new Endpoint(V1 + "label/:name/values")
                        .limitsItself(HttpMethod.GET, Permission.READ, answering(series::labelValues)));
        get(routes, "rules", rules::rules);
        get(routes, "alerts", rules::alerts);
        get(routes, "alertmanagers", rules::alertmanagers);
        get(routes, "targets", targets::targets);
        get(routes, "targets/metadata", targets::targetMetadata);
        get(routes, "scrape_pools", targets::scrapePools);
        get(routes, "metadata", targets::metadata);
        get(routes, "features", status::features);
        get(routes, "status/buildinfo", status::buildInfo);
        get(routes, "status/runtimeinfo", status::runtimeInfo);
        get(routes, "status/config", status::configuration);
        get(routes, "status/flags", status::flags);
        get(routes, "status/tsdb", status::head);
        get(routes, "status/walreplay", status::replay);
        health(routes, "-/healthy", "Prometheus Server is Healthy.\n");
        health(routes, "-/ready", "Prometheus Server is Ready.\n");
        addPages(routes);
    }

    private void both(Routes routes, String name, Question question) {
        PrometheusEndpoint endpoint = answering(question);
        routes.add(
                V1 + name,
                new Endpoint(V1 + name)
                        .limitsItself(HttpMethod.GET, Permission.READ, endpoint)
                        .limitsItself(HttpMethod.POST, Permission.READ, endpoint));
    }

    private void get(Routes routes, String name, Question question) {
        routes.add(
                V1 + name, new Endpoint(V1 + name).limitsItself(HttpMethod.GET, Permission.READ, answering(question)));
    }

    private PrometheusEndpoint answering(Question question) {
        return new PrometheusEndpoint(question, underWay);
    }

    private static void health(Routes routes, String name, String text) {
        routes.add(
                ROOT + name,
                new Endpoint(ROOT + name)
                        .on(HttpMethod.GET, Permission.OPEN, exchange -> exchange.end(200, Exchange.TEXT, text))
                        .on(HttpMethod.HEAD, Permission.OPEN, exchange -> exchange.end(200)));
    }

    /** Where links to Prometheus's own pages lead, those of alerts among them. */
    private static void addPages(Routes routes) {
        // The address of a data source, opened in a browser.
        page(routes, ROOT.substring(0, ROOT.length() - 1), "/graph");
        page(routes, ROOT + "graph", "/graph");
        page(routes, ROOT + "query", "/graph");
        page(routes, ROOT + "alerts", "/rules");
        page(routes, ROOT + "rules", "/rules");
        page(routes, ROOT + "targets", "/targets");
    }

    private static void page(Routes routes, String path, String place) {
        routes.add(
                path,
                new Endpoint(path).on(HttpMethod.GET, Permission.OPEN, exchange -> exchange.redirectToPage(place)));
    }
}
