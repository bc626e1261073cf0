package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Endpoint;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.FrontDoor;
import io.tocsin.server.http.FrontDoor.Observation;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.HttpListeners;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.LiveTls;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.RequestLoad;
import io.tocsin.server.http.Routes;
import io.tocsin.server.http.WebPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole HTTP surface of the server: API v2, health, reload, metrics and the user interface. Thread-safe.
 *
 * @see "docs/api.md"
 */
public final class HttpApi {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    private static final String V1_GONE =
            "{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was deprecated in"
                    + " version 0.16.0 and is removed as of version 0.27.0 - please use the equivalent route in the v2 API\"}\n";

    private final Vertx vertx;
    private final Operator operator;
    private final ApiV2 api;
    private final Routes others;
    private final EventFeed feed;
    private final FrontDoor door;
    private final HttpListeners listeners;

    /**
     * What an operator asks for beside the API.
     *
     * @param reload asks for a reload; one that is under way already is waited for by whoever asked
     * @param tests sends test notifications
     * @param more adds the paths of what is no part of the router
     */
    public record Operator(
            Supplier<CompletionStage<ReloadOutcome>> reload,
            MetricsPage metrics,
            ReceiverTests tests,
            Consumer<Routes> more) {
        public Operator {
            requireNonNull(reload, "reload");
            requireNonNull(metrics, "metrics");
            requireNonNull(tests, "tests");
            requireNonNull(more, "more");
        }
    }

    public HttpApi(Vertx vertx, HttpSettings settings, ApiParts parts, Operator operator, Observation observation) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.operator = requireNonNull(operator, "operator");
        ApiWorkers workers = new ApiWorkers(vertx);
        this.api = new ApiV2(vertx, workers, parts, settings);
        LiveOverview overview = new LiveOverview(parts, workers, observation.monotonicNanos());
        LiveSurvey survey = new LiveSurvey(parts);
        this.feed = new EventFeed(
                vertx,
                new PageVersions(parts, overview, survey, workers, observation.monotonicNanos()),
                observation.monotonicNanos(),
                observation.observer()::lookFailed,
                Long.toHexString(ThreadLocalRandom.current().nextLong()));
        this.others = routes(settings, workers, parts, overview);
        others.add(
                SilenceListEndpoint.PATH,
                new Endpoint(SilenceListEndpoint.PATH)
                        .on(HttpMethod.GET, Permission.READ, new SilenceListEndpoint(workers, parts, survey)));
        EventStream.Terms terms = new EventStream.Terms(
                settings.streams(), parts.clock(), observation.monotonicNanos(), observation.observer()::eventSent);
        others.add(
                EventsEndpoint.PATH,
                new Endpoint(EventsEndpoint.PATH)
                        .streams(HttpMethod.GET, Permission.READ, new EventsEndpoint(feed, terms)));
        operator.more().accept(others);
        this.door = new FrontDoor(vertx, settings, api, others, observation);
        this.listeners = new HttpListeners(vertx, door);
    }

    /** Every method and path with the permission that it asks for, as {@code GET /metrics READ}. */
    List<String> list() {
        return Stream.concat(api.list().stream(), others.list().stream()).toList();
    }

    private Routes routes(HttpSettings settings, ApiWorkers workers, ApiParts parts, LiveOverview live) {
        Routes routes = new Routes(settings.routePrefix());
        new WebPage(vertx).addTo(routes);
        for (String path : new String[] {"/-/healthy", "/-/ready"}) {
            routes.add(
                    path,
                    new Endpoint(path)
                            .on(HttpMethod.GET, Permission.OPEN, exchange -> exchange.end(200, Exchange.TEXT, "OK"))
                            .on(HttpMethod.HEAD, Permission.OPEN, exchange -> exchange.end(200)));
        }
        routes.add("/-/reload", new Endpoint("/-/reload").on(HttpMethod.POST, Permission.ADMIN, this::reload));
        routes.add("/metrics", new Endpoint("/metrics").on(HttpMethod.GET, Permission.READ, this::metrics));
        routes.add(
                ExplainEndpoint.PATH,
                new Endpoint(ExplainEndpoint.PATH)
                        .on(HttpMethod.GET, Permission.READ, new ExplainEndpoint(vertx, workers, parts)));
        routes.add(
                HistoryEndpoint.PATH,
                new Endpoint(HistoryEndpoint.PATH)
                        .on(HttpMethod.GET, Permission.READ, new HistoryEndpoint(workers, parts)));
        routes.add(
                MeEndpoint.PATH,
                new Endpoint(MeEndpoint.PATH)
                        .on(
                                HttpMethod.GET,
                                Permission.READ,
                                new MeEndpoint(settings.access().permissions())));
        routes.add(
                StatusEndpoint.PATH,
                new Endpoint(StatusEndpoint.PATH)
                        .on(
                                HttpMethod.GET,
                                Permission.READ,
                                new StatusEndpoint(workers, parts, () -> limits(door.load()))));
        routes.add(
                ClusterEndpoint.PATH,
                new Endpoint(ClusterEndpoint.PATH)
                        .on(HttpMethod.GET, Permission.READ, new ClusterEndpoint(parts.cluster())));
        OverviewEndpoints overview = new OverviewEndpoints(workers, parts, live);
        routes.add(
                OverviewEndpoints.ALERTS,
                new Endpoint(OverviewEndpoints.ALERTS).on(HttpMethod.GET, Permission.READ, overview::alerts));
        routes.add(
                OverviewEndpoints.GROUPS,
                new Endpoint(OverviewEndpoints.GROUPS).on(HttpMethod.GET, Permission.READ, overview::groups));
        routes.add(
                CompletionsEndpoint.PATH,
                new Endpoint(CompletionsEndpoint.PATH)
                        .on(HttpMethod.GET, Permission.READ, new CompletionsEndpoint(overview)));
        routes.add(
                StateEndpoint.SILENCES,
                new Endpoint(StateEndpoint.SILENCES)
                        .on(HttpMethod.GET, Permission.READ, StateEndpoint.silences(parts.engine())));
        routes.add(
                StateEndpoint.NOTIFICATIONS,
                new Endpoint(StateEndpoint.NOTIFICATIONS)
                        .on(HttpMethod.GET, Permission.READ, StateEndpoint.notifications(parts.engine())));
        routes.addItem(
                ReceiverTestEndpoint.BEFORE,
                ReceiverTestEndpoint.AFTER,
                new Endpoint(ReceiverTestEndpoint.BEFORE + ":name" + ReceiverTestEndpoint.AFTER)
                        .on(HttpMethod.POST, Permission.TEST, new ReceiverTestEndpoint(vertx, operator.tests())));
        routes.answerErrors(
                "/api/tocsin/v1/",
                (exchange, status, text) -> ApiV2.refuse(exchange, new Refusal(status, status, text)));
        addVersion1(routes);
        return routes;
    }

    private static List<UsageLimit> limits(RequestLoad load) {
        return List.of(
                UsageLimit.count("getRequests", "GET requests at once", load.gets(), OptionalLong.of(load.getsMax())),
                UsageLimit.count(
                        "eventStreams", "Streams of events", load.streams(), OptionalLong.of(load.streamsMax())),
                UsageLimit.bytes(
                        "bodies", "Request bodies being read", load.bodyBytes(), OptionalLong.of(load.bodyBytesMax())));
    }

    private static void addVersion1(Routes routes) {
        for (String path : new String[] {"/api/v1/status", "/api/v1/receivers"}) {
            routes.add(path, new Endpoint(path).on(HttpMethod.GET, Permission.OPEN, HttpApi::gone));
        }
        for (String path : new String[] {"/api/v1/alerts", "/api/v1/silences"}) {
            routes.add(
                    path,
                    new Endpoint(path)
                            .on(HttpMethod.GET, Permission.OPEN, HttpApi::gone)
                            .on(HttpMethod.POST, Permission.OPEN, HttpApi::gone));
        }
        routes.add(
                "/api/v1/silence/",
                new Endpoint("/api/v1/silence/:sid")
                        .on(HttpMethod.GET, Permission.OPEN, HttpApi::gone)
                        .on(HttpMethod.DELETE, Permission.OPEN, HttpApi::gone));
    }

    private static void gone(Exchange exchange) {
        LOG.atWarn()
                .addKeyValue("path", exchange.path())
                .addKeyValue("method", exchange.method().name())
                .log("v1 API received a request on a removed endpoint");
        exchange.end(410, ApiV2.JSON, V1_GONE);
    }

    private void reload(Exchange exchange) {
        operator.reload()
                .get()
                .whenComplete((outcome, failure) -> exchange.resume(() -> {
                    if (outcome instanceof ReloadOutcome.Reloaded) {
                        exchange.end(200);
                    } else {
                        exchange.error(500, "failed to reload config: " + reason(outcome, failure));
                    }
                }));
    }

    private static String reason(@Nullable ReloadOutcome outcome, @Nullable Throwable failure) {
        if (outcome instanceof ReloadOutcome.Refused refused) {
            return refused.reason();
        }
        LOG.atError().setCause(failure).log("Reload failed");
        return "internal error, see the log";
    }

    private void metrics(Exchange exchange) {
        String accept = exchange.header(HttpHeaders.ACCEPT).orElse(null);
        boolean isGzip = exchange.acceptsGzip();
        vertx.executeBlocking(() -> operator.metrics().render(accept, isGzip), false)
                .onSuccess(page -> {
                    if (isGzip) {
                        exchange.setHeader(HeaderName.CONTENT_ENCODING, "gzip");
                    }
                    exchange.end(200, page.contentType(), Buffer.buffer(page.body()));
                })
                .onFailure(failure -> {
                    LOG.atError().setCause(failure).log("Metrics cannot be rendered");
                    exchange.error(500, "internal error, see the log");
                });
    }

    /** As {@link #listen(String, int, Optional)}, for connections that are not encrypted. */
    Future<Integer> listen(String host, int port) {
        return listen(host, port, Optional.empty());
    }

    /**
     * Begins to listen on one address; may be called for several. Serves nothing before {@link #open}.
     *
     * @param host name or address; empty for every address of the machine
     * @param port 0 for any free one
     * @param tls empty for connections that are not encrypted
     * @return the real port; fails with a {@link io.tocsin.server.http.ListenException} that says why
     */
    public Future<Integer> listen(String host, int port, Optional<LiveTls> tls) {
        return listeners.listen(host, port, tls);
    }

    /** Begins to serve: all addresses can be had. */
    public void open() {
        listeners.open();
    }

    /**
     * Stops accepting, ends streams, and closes each connection once the request on it is answered.
     *
     * @param grace how long requests may take before their connections are cut
     */
    public Future<Void> close(Duration grace) {
        feed.close();
        return listeners.close(grace);
    }
}
