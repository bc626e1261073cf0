package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.Matcher;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.CrossOrigin;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.http.RequestBody;
import io.tocsin.server.http.Route;
import io.tocsin.server.http.Surface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers everything below {@code /api/v2/}.
 *
 * <p>Thread-safe: requests come in on any event loop. What takes long runs on workers or in slices.
 *
 * @see "Upstream: api/v2/openapi.yaml and api/v2/api.go, v0.34.0; docs/api.md"
 */
final class ApiV2 implements Surface {
    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(ApiV2.class);
    private static final String PATH = "/api/v2";
    private static final String SILENCE = PATH + "/silence/";

    private final ApiWorkers workers;
    private final ApiParts parts;
    private final PostedBody bodies;
    private final Map<String, Operations> byPath = new LinkedHashMap<>();
    private final SilenceEndpoints silences;
    private final Operations silence;
    private final CrossOrigin crossOrigin;
    private final ThreadLocal<AlertsReader> readers;

    /** What one path answers, by method; the methods in the order in which errors list them. */
    private record Operations(String name, Map<HttpMethod, Operation> byMethod) {
        String allowed() {
            return String.join(
                    ",", byMethod.keySet().stream().map(HttpMethod::name).toList());
        }
    }

    /** One documented operation. */
    private record Operation(Permission permission, Answer answer) {}

    @FunctionalInterface
    private interface Answer {
        void to(Exchange exchange) throws Refusal;
    }

    ApiV2(Vertx vertx, ApiWorkers workers, ApiParts parts, HttpSettings settings) {
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
        this.bodies = new PostedBody(vertx, bodyLimit(settings));
        this.crossOrigin = new CrossOrigin(settings.access().origins());
        // One reader per event loop and worker, reused so that a post allocates little.
        this.readers = ThreadLocal.withInitial(() -> new AlertsReader(parts.strings()));
        this.silences = new SilenceEndpoints(vertx, workers, parts, SILENCE, bodyLimit(settings));
        add("/status", get(this::status));
        add("/receivers", get(this::receivers));
        add("/alerts", postAndGet(Permission.POST, this::postAlerts, this::alerts));
        add("/alerts/groups", get(this::groups));
        add("/silences", postAndGet(Permission.SILENCE, silences::post, this::listSilences));
        Map<HttpMethod, Operation> byId = new LinkedHashMap<>();
        byId.put(HttpMethod.GET, new Operation(Permission.READ, silences::get));
        byId.put(HttpMethod.DELETE, new Operation(Permission.SILENCE, silences::delete));
        this.silence = new Operations(SILENCE + "{silenceID}", byId);
    }

    private static RequestBody.Limit bodyLimit(HttpSettings settings) {
        return new RequestBody.Limit(settings.bodyMaxBytes(), "the limit of --web.max-body-bytes");
    }

    private void add(String path, Map<HttpMethod, Operation> byMethod) {
        byPath.put(PATH + path, new Operations(PATH + path, byMethod));
    }

    private static Map<HttpMethod, Operation> get(Answer get) {
        return Map.of(HttpMethod.GET, new Operation(Permission.READ, get));
    }

    private static Map<HttpMethod, Operation> postAndGet(Permission permission, Answer post, Answer get) {
        Map<HttpMethod, Operation> both = new LinkedHashMap<>();
        both.put(HttpMethod.POST, new Operation(permission, post));
        both.putAll(get(get));
        return both;
    }

    /** Every operation with the permission that it asks for, as {@code GET /api/v2/status READ}. */
    List<String> list() {
        return Stream.concat(byPath.values().stream(), Stream.of(silence))
                .flatMap(operations -> operations.byMethod().entrySet().stream()
                        .map(each -> each.getKey().name() + " " + operations.name() + " "
                                + each.getValue().permission()))
                .toList();
    }

    @Override
    public Route find(Exchange exchange) {
        Operations operations = operations(exchange);
        // One name for all unknown paths: a metric label must not grow with what strangers ask for.
        String name = operations == null ? PATH + "/" : operations.name();
        if (CrossOrigin.isPreflight(exchange)) {
            return new Route(name, Permission.OPEN, crossOrigin::answerPreflight);
        }
        Operation operation = operations == null ? null : operations.byMethod().get(exchange.method());
        Permission permission = operation == null ? Permission.OPEN : operation.permission();
        return new Route(name, permission, asked -> accept(asked, operations));
    }

    @Override
    public void refuse(Exchange exchange, int status, String why) {
        setHeaders(exchange);
        refuse(exchange, new Refusal(status, status, why));
    }

    private void setHeaders(Exchange exchange) {
        crossOrigin.mark(exchange);
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.allowGzip();
    }

    private void accept(Exchange exchange, @Nullable Operations operations) {
        setHeaders(exchange);
        try {
            answer(exchange, operations);
        } catch (Refusal e) {
            refuse(exchange, e);
        }
    }

    private @Nullable Operations operations(Exchange exchange) {
        // By the path as sent: escapes belong into parameters only, /%61pi/v2/status is not /api/v2/status here.
        String path = exchange.rawPath();
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean isSilence = bare.startsWith(SILENCE) && bare.indexOf('/', SILENCE.length()) < 0;
        return isSilence ? silence : byPath.get(bare);
    }

    private void answer(Exchange exchange, @Nullable Operations operations) throws Refusal {
        if (operations == null) {
            throw new Refusal(404, 404, "path " + exchange.rawPath() + " was not found");
        }
        Operation operation = operations.byMethod().get(exchange.method());
        if (operation == null) {
            exchange.setHeader(HeaderName.ALLOW, operations.allowed());
            String allowed = operations.allowed();
            throw new Refusal(
                    405, 405, "method " + exchange.method().name() + " is not allowed, but [" + allowed + "] are");
        }
        if (RequestBody.isPresent(exchange.request())) {
            MediaTypes.requireJson(exchange.header(HttpHeaders.CONTENT_TYPE));
        }
        if (!exchange.method().equals(HttpMethod.POST)) {
            requireAcceptable(exchange);
        }
        operation.answer().to(exchange);
    }

    private static void requireAcceptable(Exchange exchange) throws Refusal {
        if (!MediaTypes.isJsonAccepted(exchange.request().headers().getAll(HttpHeaders.ACCEPT))) {
            throw new Refusal(406, 406, "unsupported media type requested, only [" + JSON + "] are available");
        }
    }

    // --- answers ---

    static void refuse(Exchange exchange, Refusal refusal) {
        exchange.end(
                refusal.status(),
                JSON,
                GoJson.buffer(
                        out -> {
                            out.escapeHtml(true);
                            out.writeStartObject();
                            out.writeNumberField("code", refusal.code());
                            out.writeStringField("message", refusal.text());
                            out.writeEndObject();
                        },
                        ""));
    }

    static void problem(Exchange exchange, int status, String text) {
        exchange.end(status, JSON, GoJson.buffer(out -> out.writeString(text), "\n"));
    }

    static void json(Exchange exchange, GoJson.Body body) {
        exchange.end(200, JSON, GoJson.buffer(body, "\n"));
    }

    static void refuseOrFail(Exchange exchange, Throwable failure) {
        if (failure instanceof BadParameterException) {
            problem(exchange, 400, String.valueOf(failure.getMessage()));
        } else if (failure instanceof ParameterException located) {
            exchange.end(400, JSON, GoJson.buffer(located::writeTo, "\n"));
        } else if (failure instanceof Refusal refusal) {
            refuse(exchange, refusal);
        } else {
            fail(exchange, failure);
        }
    }

    static void fail(Exchange exchange, Throwable failure) {
        LOG.atError().addKeyValue("path", exchange.rawPath()).setCause(failure).log("API request failed");
        problem(exchange, 500, "internal error, see the log");
    }

    // --- status and receivers ---

    private void status(Exchange exchange) {
        json(
                exchange,
                out -> StatusWriter.write(
                        out, parts, parts.cluster().now(), parts.configuration().get()));
    }

    private void receivers(Exchange exchange) {
        QueryParameters query = exchange.query();
        workers.answer(
                exchange,
                query,
                () -> new FilterReader(query, parts.matchers()).receiverMatchers(),
                matchers -> receivers(exchange, matchers));
    }

    private void receivers(Exchange exchange, List<Matcher> matchers) {
        json(exchange, out -> {
            out.writeStartArray();
            for (ReceiverConfig receiver : parts.configuration().get().receivers()) {
                if (AlertQuery.matchAll(matchers, receiver.labels())) {
                    out.writeStartObject();
                    out.writeFieldName("labels");
                    AlertWriter.write(out, receiver.labels());
                    out.writeStringField("name", receiver.name());
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
        });
    }

    // --- alerts ---

    private AlertsShown shown(QueryParameters query) throws BadParameterException {
        return new AlertsShown(
                AlertQuery.parse(query, parts.matchers()),
                parts.statuses(),
                parts.configuration().get().receivers(),
                parts.engine().now());
    }

    private void alerts(Exchange exchange) {
        QueryParameters query = exchange.query();
        workers.answer(
                exchange,
                query,
                () -> shown(query).alerts(parts.engine().alerts()),
                elements -> send(exchange, elements));
    }

    private static void send(Exchange exchange, SlicedJson.Elements elements) {
        SlicedJson.send(exchange, elements, failure -> fail(exchange, failure));
    }

    private void groups(Exchange exchange) {
        QueryParameters query = exchange.query();
        workers.answer(exchange, query, () -> shown(query), shown -> groups(exchange, query, shown));
    }

    private void groups(Exchange exchange, QueryParameters query, AlertsShown shown) {
        parts.engine()
                .groups()
                .whenComplete((views, failure) -> exchange.resume(() -> {
                    if (failure != null) {
                        LOG.atError().setCause(failure).log("Groups cannot be listed");
                        // Without a body, as upstream.
                        exchange.end(500);
                    } else {
                        workers.answer(
                                exchange, query, () -> shown.groups(views), elements -> send(exchange, elements));
                    }
                }));
    }

    private void postAlerts(Exchange exchange) {
        bodies.read(
                exchange,
                (bytes, length) -> readers.get().read(bytes, length),
                alerts -> parts.engine()
                        .post(alerts)
                        .whenComplete(
                                (outcome, failure) -> exchange.resume(() -> answerPost(exchange, outcome, failure))));
    }

    private static void answerPost(Exchange exchange, @Nullable PostOutcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            fail(exchange, failure == null ? new IllegalStateException("post without outcome") : failure);
        } else if (outcome.problems().isEmpty()) {
            exchange.end(200);
        } else {
            String rest = outcome.unnamed() == 0 ? "" : "\nand " + outcome.unnamed() + " more alerts were refused";
            problem(exchange, 400, String.join("\n", outcome.problems()) + rest);
        }
    }

    // --- silences ---

    private void listSilences(Exchange exchange) {
        QueryParameters query = exchange.query();
        workers.answer(exchange, query, () -> silences.list(query), elements -> send(exchange, elements));
    }
}
