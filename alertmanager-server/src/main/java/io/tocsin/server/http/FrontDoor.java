package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoDuration;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.memory.ByteBudget;
import io.tocsin.server.http.RequestObserver.TurnedAway;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request comes in: asks the gate, applies the limits, cleans the path once, takes off the route prefix, and
 * hands over to the API or to the other routes.
 *
 * <p>Thread-safe: requests come in on any event loop.
 */
public final class FrontDoor implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final String API = "/api/v2";
    private static final Set<String> KNOWN_METHODS =
            Set.of("get", "post", "put", "delete", "head", "options", "patch", "connect", "trace");

    private static final String STREAM_RETRY_SECONDS = "10";

    private static final Optional<RequestHead.Fault> BAD_TARGET =
            Optional.of(new RequestHead.Fault(400, "400 Bad Request"));

    private final Vertx vertx;
    private final HttpSettings settings;
    private final Surface api;
    private final Surface others;
    private final Endpoint toPrefix;
    private final RequestObserver observer;
    private final LongSupplier monotonicNanos;
    private final HttpDate date;
    private final ConcurrencyLimit gets;
    private final StreamPlaces streams;
    private final ByteBudget bodies;

    /**
     * @param api answers everything below {@code /api/v2/}
     * @param others answers everything else
     */
    public FrontDoor(Vertx vertx, HttpSettings settings, Surface api, Surface others, Observation observation) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.settings = requireNonNull(settings, "settings");
        this.api = requireNonNull(api, "api");
        this.others = requireNonNull(others, "others");
        this.toPrefix = Routes.toPrefix(settings.routePrefix());
        this.observer = observation.observer();
        this.monotonicNanos = observation.monotonicNanos();
        this.date = new HttpDate(observation.clock());
        this.gets = new ConcurrencyLimit(settings.getConcurrency());
        this.streams = new StreamPlaces(settings.streams().max());
        this.bodies = new ByteBudget(settings.bodiesMaxBytes());
    }

    /**
     * Clocks and the observer.
     *
     * @param monotonicNanos nanoseconds of a clock that only measures differences
     */
    public record Observation(RequestObserver observer, InstantSource clock, LongSupplier monotonicNanos) {
        public Observation {
            requireNonNull(observer, "observer");
            requireNonNull(clock, "clock");
            requireNonNull(monotonicNanos, "monotonicNanos");
        }
    }

    /** What is being served at the moment. */
    public RequestLoad load() {
        return new RequestLoad(
                gets.served(), gets.max(), streams.taken(), streams.max(), bodies.takenBytes(), bodies.totalBytes());
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.response().putHeader(HeaderName.DATE, date.now());
        Optional<RequestTarget> target = RequestTarget.parse(request.method(), request.uri());
        Exchange exchange = exchange(request, target.orElse(new RequestTarget("", "", "")));
        Optional<RequestHead.Fault> fault = target.isEmpty() ? BAD_TARGET : RequestHead.fault(request);
        if (fault.isPresent()) {
            exchange.closeAfterAnswer();
            exchange.end(fault.get().status(), Exchange.TEXT, fault.get().text());
        } else if (isPreflightOfAllowed(exchange)) {
            serveLimited(exchange);
        } else {
            askGate(exchange);
        }
    }

    /**
     * Browsers send no password with the question whether they may send one.
     *
     * <p>Deviation D-111: with the original, pages of other origins cannot use a server that asks for passwords.
     */
    private boolean isPreflightOfAllowed(Exchange exchange) {
        return CrossOrigin.isPreflight(exchange) && settings.access().origins().isAllowed(OriginRules.origin(exchange));
    }

    private void askGate(Exchange exchange) {
        Future<Gate.Verdict> verdict = settings.access().gate().ask(exchange.request());
        if (!verdict.isComplete()) {
            // Whatever reads the body is not there yet.
            exchange.request().pause();
            verdict.onComplete(known -> exchange.resume(() -> {
                enter(exchange, known);
                exchange.request().resume();
            }));
        } else {
            enter(exchange, verdict);
        }
    }

    private void enter(Exchange exchange, AsyncResult<Gate.Verdict> verdict) {
        if (verdict.result() instanceof Gate.Verdict.Admitted admitted) {
            exchange.isFrom(admitted);
            serveLimited(exchange);
        } else if (verdict.result() instanceof Gate.Verdict.Refused refused) {
            exchange.error(refused.status(), refused.text());
        } else {
            LOG.atError().setCause(verdict.cause()).log("Callers cannot be checked");
            exchange.error(500, "internal error, see the log");
        }
    }

    private void serveLimited(Exchange exchange) {
        if (exchange.response().closed()) {
            // Gone while its caller was checked: nothing would tell that it is over.
            return;
        }
        try {
            Found found = find(exchange);
            if (found.route().isStream()) {
                serveStream(exchange, found);
            } else {
                serveRequest(exchange, found);
            }
        } catch (RuntimeException | Error e) {
            fail(exchange, e);
        }
    }

    private void serveRequest(Exchange exchange, Found found) {
        boolean isCounted = exchange.isGet() && found.route().limit() == Route.Limit.GETS;
        if (isCounted && !gets.enter()) {
            observer.getTurnedAway();
            exchange.end(
                    503,
                    Exchange.TEXT,
                    "Limit of concurrent GET requests reached (" + gets.max() + "), try again later.\n");
            return;
        }
        if (isCounted) {
            observer.getBegun();
        }
        long timer = limitTime(exchange);
        long begun = monotonicNanos.getAsLong();
        exchange.whenOver(() -> {
            if (isCounted) {
                gets.leave();
                observer.getEnded();
            }
            vertx.cancelTimer(timer);
            observe(exchange, begun);
        });
        serve(exchange, found);
    }

    /** What lasts is no request in the metrics of these: hours would be in one histogram with milliseconds. */
    private void serveStream(Exchange exchange, Found found) {
        // A user with the same name elsewhere is another one, and so is another user behind the same proxy.
        String holder = exchange.identity() + " " + RequestSource.of(exchange.address());
        Optional<TurnedAway> refusal = streams.enter(holder);
        if (refusal.isPresent()) {
            observer.streamTurnedAway(refusal.get());
            exchange.setHeader(HeaderName.RETRY_AFTER, STREAM_RETRY_SECONDS);
            exchange.error(503, tooManyStreams(refusal.get()));
            return;
        }
        observer.streamBegun();
        exchange.whenOver(() -> {
            streams.leave(holder);
            observer.streamEnded();
        });
        serve(exchange, found);
    }

    private String tooManyStreams(TurnedAway why) {
        String limit = switch (why) {
            case LIMIT -> "limit of event streams reached (" + streams.max() + ")";
            case SHARE ->
                "limit of event streams of one caller reached (" + streams.share() + " of " + streams.max()
                        + ", more only while half are free)";
        };
        return limit + ", try again later; --web.max-event-streams raises it";
    }

    private Exchange exchange(HttpServerRequest request, RequestTarget target) {
        return new Exchange(request, vertx.getOrCreateContext(), target, settings.routePrefix(), bodies);
    }

    private static void fail(Exchange exchange, Throwable failure) {
        LOG.atError().addKeyValue("path", exchange.rawPath()).setCause(failure).log("Request failed");
        exchange.error(500, "internal error, see the log");
    }

    /** Who answers a request, and in whose form it is refused. */
    private record Found(Surface surface, Route route) {}

    private Found find(Exchange exchange) {
        String clean = exchange.target().cleanPath();
        boolean isInside = clean.equals(exchange.target().path()) && clean.startsWith(settings.routePrefix() + "/");
        boolean isApi = exchange.path().startsWith(API + "/");
        if (isWithoutPath(exchange) || !isInside || exchange.path().equals(API)) {
            return new Found(others, way(exchange, clean));
        }
        Surface surface = isApi ? api : others;
        return new Found(surface, surface.find(exchange));
    }

    private static boolean isWithoutPath(Exchange exchange) {
        return exchange.method().equals(HttpMethod.OPTIONS)
                        && exchange.target().rawPath().equals("*")
                || exchange.method().equals(HttpMethod.CONNECT)
                        && exchange.target().path().isEmpty();
    }

    /** What is answered to a request that is for none of the surfaces: most often where to go. */
    private Route way(Exchange exchange, String clean) {
        String prefix = settings.routePrefix();
        if (isWithoutPath(exchange)) {
            boolean isConnect = exchange.method().equals(HttpMethod.CONNECT);
            return Route.uncounted(isConnect ? Exchange::notFound : each -> each.end(200));
        } else if (!clean.equals(exchange.target().path())) {
            return Route.uncounted(each -> moved(each, clean));
        } else if (clean.startsWith(prefix + "/")) {
            return Route.uncounted(each -> moved(each, prefix + API + "/"));
        } else if (clean.equals("/")) {
            // Outside the prefix there is nothing but the ways to it.
            return toPrefix.find(exchange.method());
        } else if (clean.equals(prefix) && exchange.isGet()) {
            return Route.uncounted(each -> moved(each, clean + "/"));
        } else {
            return Route.uncounted(Exchange::notFound);
        }
    }

    /** The one place from which routes are run. */
    private void serve(Exchange exchange, Found found) {
        try {
            Route route = found.route();
            exchange.handledBy(route.name());
            run(exchange, found.surface(), route);
        } catch (RuntimeException | Error e) {
            fail(exchange, e);
        }
    }

    private void run(Exchange exchange, Surface surface, Route route) {
        if (route.permission() != Permission.OPEN
                && !settings.access().origins().permit(exchange)) {
            surface.refuse(exchange, 403, foreign(exchange));
        } else if (!settings.access().permissions().allow(exchange.identity(), route.permission())) {
            surface.refuse(exchange, 403, forbidden(exchange.identity(), route.permission()));
        } else {
            route.answer().accept(exchange);
        }
    }

    private static String forbidden(Identity identity, Permission permission) {
        return GoQuote.quote(identity.toString()) + " has no permission to "
                + permission.name().toLowerCase(Locale.ROOT) + "; --web.permit grants it";
    }

    private static String foreign(Exchange exchange) {
        return "a page of another origin, " + GoQuote.quote(OriginRules.origin(exchange))
                + ", must not change anything here; --web.external-url tells the server its own origin,"
                + " --web.cors.origin allows others";
    }

    private static void moved(Exchange exchange, String path) {
        exchange.redirect(301, "Moved Permanently", exchange.target().location(path));
    }

    private long limitTime(Exchange exchange) {
        if (settings.timeout().isZero()) {
            return -1;
        }
        long millis = Math.max(1, settings.timeout().toMillis());
        return vertx.setTimer(millis, timer -> timeOut(exchange));
    }

    private void timeOut(Exchange exchange) {
        if (exchange.response().headWritten()) {
            // Too late for a status: a body cut short tells the client.
            exchange.cutShort();
        } else {
            exchange.closeAfterAnswer();
            exchange.end(
                    503, Exchange.TEXT, "Exceeded configured timeout of " + goDuration(settings.timeout()) + ".\n");
        }
    }

    private static String goDuration(Duration duration) {
        return GoDuration.format(duration);
    }

    private void observe(Exchange exchange, long begun) {
        String handler = exchange.handler();
        if (handler.isEmpty()) {
            return;
        }
        String method = exchange.method().name().toLowerCase(Locale.ROOT);
        observer.answered(
                handler,
                KNOWN_METHODS.contains(method) ? method : "unknown",
                exchange.response().getStatusCode(),
                Duration.ofNanos(monotonicNanos.getAsLong() - begun),
                exchange.response().bytesWritten());
    }
}
