package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.engine.StoreUnavailableException;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceExpiry;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.Identity;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.http.RequestBody;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for silences. Thread-safe.
 *
 * @see "Upstream: api/v2 getSilencesHandler, getSilenceHandler, deleteSilenceHandler and postSilencesHandler, v0.34.0"
 */
final class SilenceEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceEndpoints.class);

    /**
     * Deviation D-181: the original reads any size. A silence is far smaller, and one megabyte of matchers already asks for
     * fifty of memory.
     */
    static final RequestBody.Limit BODY_LIMIT = new RequestBody.Limit(1 << 20, "the limit of a silence");

    private static final String RETRY_AFTER_SECONDS = "10";
    private static final long REFUSALS_LOGGED_NANOS = Duration.ofMinutes(1).toNanos();

    private final ApiWorkers workers;
    private final ApiParts parts;
    private final String pathOfOne;
    private final PostedBody bodies;
    private final AtomicLong nextRefusalLogged = new AtomicLong(System.nanoTime());

    /**
     * @param pathOfOne what stands before the id in the path of one silence
     * @param bodyLimit of all bodies
     */
    SilenceEndpoints(Vertx vertx, ApiWorkers workers, ApiParts parts, String pathOfOne, RequestBody.Limit bodyLimit) {
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
        this.pathOfOne = requireNonNull(pathOfOne, "pathOfOne");
        this.bodies = new PostedBody(vertx, bodyLimit.bytes() < BODY_LIMIT.bytes() ? bodyLimit : BODY_LIMIT);
    }

    /** What is to be listed, in order; may take long, so it is for a worker. */
    SlicedJson.Elements list(QueryParameters parameters) throws BadParameterException {
        SilenceQuery query = SilenceQuery.parse(parameters, parts.matchers());
        Instant now = parts.clock().instant();
        Iterator<Silence> silences =
                query.pick(parts.engine().silences().all(), now).iterator();
        return out -> {
            boolean isThere = silences.hasNext();
            if (isThere) {
                SilenceWriter.write(out, silences.next(), now);
            }
            return isThere;
        };
    }

    void get(Exchange exchange) throws Refusal {
        Optional<Silence> silence = parts.engine().silences().get(id(exchange));
        if (silence.isEmpty()) {
            exchange.end(404);
            return;
        }
        ApiV2.json(
                exchange,
                out -> SilenceWriter.write(out, silence.get(), parts.clock().instant()));
    }

    void delete(Exchange exchange) throws Refusal {
        parts.engine()
                .silences()
                .expire(id(exchange), requester(exchange))
                .whenComplete((expiry, failure) -> exchange.resume(() -> answer(exchange, expiry, failure)));
    }

    private void answer(Exchange exchange, @Nullable SilenceExpiry expiry, @Nullable Throwable failure) {
        if (expiry == null) {
            fail(exchange, failure);
        } else {
            if (!(expiry instanceof SilenceExpiry.NotFound)) {
                audit(exchange, "expire", exchange.path().substring(pathOfOne.length()));
            }
            exchange.end(expiry instanceof SilenceExpiry.NotFound ? 404 : 200);
        }
    }

    private String id(Exchange exchange) throws Refusal {
        String path = exchange.path();
        String id = path.substring(pathOfOne.length(), path.length() - (path.endsWith("/") ? 1 : 0));
        if (!SilenceIds.isUuid(id)) {
            throw Refusal.badFormat("silenceID in path", "uuid", GoQuote.quote(id));
        }
        return id;
    }

    void post(Exchange exchange) {
        bodies.read(
                exchange,
                (bytes, length) -> new SilenceReader(parts.strings()).read(bytes, length),
                request -> set(exchange, request));
    }

    private void set(Exchange exchange, SilenceRequest request) {
        Requester by = requester(exchange);
        if (request.isReadQuickly()) {
            answerWhenSet(exchange, parts.engine().silences().set(request, by));
        } else {
            workers.withPatterns(() -> parts.engine().silences().set(request, by))
                    .onSuccess(change -> answerWhenSet(exchange, change))
                    .onFailure(failure -> ApiV2.fail(exchange, failure));
        }
    }

    private static Requester requester(Exchange exchange) {
        return new Requester(exchange.identity().toString(), exchange.address());
    }

    private void answerWhenSet(Exchange exchange, CompletionStage<SilenceChange> set) {
        set.whenComplete((change, failure) -> exchange.resume(() -> answer(exchange, change, failure)));
    }

    private void answer(Exchange exchange, @Nullable SilenceChange change, @Nullable Throwable failure) {
        if (change instanceof SilenceChange.Created created) {
            answerId(exchange, "create", created.silence());
        } else if (change instanceof SilenceChange.Updated updated) {
            answerId(exchange, "update", updated.silence());
        } else if (change instanceof SilenceChange.Replaced replaced) {
            answerId(exchange, "replace", replaced.silence());
        } else if (change instanceof SilenceChange.NotFound) {
            ApiV2.problem(exchange, 404, "silence not found");
        } else if (change instanceof SilenceChange.Refused refused) {
            LOG.atInfo().addKeyValue("err", refused.reason()).log("Silence refused");
            ApiV2.problem(exchange, 400, refused.reason());
        } else {
            fail(exchange, failure);
        }
    }

    /** Deviation D-271: a silence that is not on disk is not acknowledged; the original knows no such answer. */
    private void fail(Exchange exchange, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof StoreUnavailableException unavailable) {
            logRefusal(unavailable);
            exchange.setHeader(HeaderName.RETRY_AFTER, RETRY_AFTER_SECONDS);
            ApiV2.problem(exchange, 503, "silences cannot be stored: " + unavailable.getMessage());
        } else {
            ApiV2.fail(exchange, cause == null ? new IllegalStateException("no outcome") : cause);
        }
    }

    /** Once a minute: whoever wants to silence tries again, and the store itself says when it breaks and is back. */
    private void logRefusal(StoreUnavailableException unavailable) {
        long now = System.nanoTime();
        long due = nextRefusalLogged.get();
        if (now - due >= 0 && nextRefusalLogged.compareAndSet(due, now + REFUSALS_LOGGED_NANOS)) {
            LOG.atWarn()
                    .addKeyValue("component", "api")
                    .addKeyValue("err", unavailable.getMessage())
                    .log("Changes of silences are answered 503");
        }
    }

    /** Who silences is worth a line wherever it is known; {@code createdBy} is what they say of themselves. */
    private static void audit(Exchange exchange, String action, String id) {
        if (exchange.identity().kind() != Identity.Kind.ANONYMOUS) {
            LOG.atInfo()
                    .addKeyValue("component", "api")
                    .addKeyValue("identity", exchange.identity())
                    .addKeyValue("action", action)
                    .addKeyValue("Id", id)
                    .log("Silence changed");
        }
    }

    private static void answerId(Exchange exchange, String action, Silence silence) {
        audit(exchange, action, silence.id());
        ApiV2.json(exchange, out -> {
            out.writeStartObject();
            out.writeStringField("silenceID", silence.id());
            out.writeEndObject();
        });
    }
}
