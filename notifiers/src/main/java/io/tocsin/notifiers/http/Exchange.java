package io.tocsin.notifiers.http;

import io.tocsin.notifiers.http.HttpAnswer.Extent;
import io.tocsin.notifiers.http.HttpCall.Header;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call from reading its secrets to the end of its answer, through all its redirects.
 *
 * <p>Owned by the event loop of its client. Used once.
 */
final class Exchange {
    /** Go's client gives up after this many requests for one call. */
    private static final int REQUESTS_MAX = 10;

    /** As Go's client, which reads so much of the body of a redirect and follows it. */
    private static final AnswerLimit REDIRECT_LIMIT = AnswerLimit.of(2048);

    private static final int EXCERPT_OF_BYTES = IntegrationHttpClient.BODY_MAX_BYTES;

    private final SharedClient client;
    private final HttpCall call;
    private final Duration limit;
    private final Vertx vertx;
    private final Promise<HttpAnswer> answer = Promise.promise();
    private final Redaction redaction = new Redaction();

    private int requests;
    private boolean hasLeftFirstHost;
    private boolean hasAskedAgain;
    private @Nullable TargetUrl first;
    private @Nullable HttpClientRequest underWay;
    private @Nullable Reading reading;
    private boolean isLate;
    private boolean isAttemptLate;

    Exchange(SharedClient client, HttpCall call, Duration limit) {
        this.client = client;
        this.call = call;
        this.limit = limit;
        this.vertx = client.environment().vertx();
    }

    /** Never fails: what goes wrong is an answer too. */
    Future<HttpAnswer> start() {
        long timer = vertx.setTimer(Math.max(1, limit.toMillis()), ignored -> timeOut(true));
        client.credentials()
                .compose(this::begin)
                .onSuccess(answer::tryComplete)
                .onFailure(failure -> answer.tryComplete(new HttpAnswer.Failed(
                        request() + ": " + CallFailedException.describe(failure),
                        CallFailedException.isFinal(failure))));
        return answer.future().onComplete(ignored -> vertx.cancelTimer(timer));
    }

    /** One of the requests that a call takes. */
    private record Hop(TargetUrl url, String method, boolean hasBody) {}

    /** Compose turns what these methods throw into failures. */
    private Future<HttpAnswer> begin(Credentials credentials) {
        hideSecrets(credentials);
        try {
            first = TargetUrl.parse(call.url().reveal());
            return ask(new Hop(first, call.method(), true), credentials);
        } catch (CallFailedException e) {
            return Future.failedFuture(e);
        }
    }

    private void hideSecrets(Credentials credentials) {
        credentials.hideIn(redaction);
        for (Header header : call.headers()) {
            if (header.name().equalsIgnoreCase("authorization")) {
                redaction.hideAuthorization(header.value());
            }
        }
    }

    private Future<HttpAnswer> ask(Hop hop, Credentials credentials) throws CallFailedException {
        if (++requests > REQUESTS_MAX) {
            throw new CallFailedException("stopped after " + REQUESTS_MAX + " redirects");
        }
        redaction.hide(hop.url());
        return client.connections(credentials.tls())
                .request(hop.url(), hop.method())
                .compose(request -> send(hop, credentials, request)
                        .compose(
                                response ->
                                        readBody(response).compose(body -> conclude(hop, credentials, response, body)),
                                failure -> isWorthAnother(hop, failure)
                                        ? askAgain(hop, credentials)
                                        : Future.failedFuture(failure)));
    }

    /**
     * A server may close a connection that was idle in the moment in which it is used again. As in Go, whoever only asks does so
     * once more; what changes something at the other end is left to those who know what may be repeated.
     */
    private boolean isWorthAnother(Hop hop, Throwable failure) {
        boolean isClosed = failure instanceof HttpClosedException || failure instanceof SocketException;
        return isClosed
                && hop.method().equals("GET")
                && !hasAskedAgain
                && !answer.future().isComplete()
                && !isLate;
    }

    private Future<HttpAnswer> askAgain(Hop hop, Credentials credentials) {
        hasAskedAgain = true;
        try {
            return ask(hop, credentials);
        } catch (CallFailedException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<HttpClientResponse> send(Hop hop, Credentials credentials, HttpClientRequest request) {
        if (answer.future().isComplete()) {
            request.reset();
            return Future.failedFuture("the limit passed");
        }
        underWay = request;
        // What fails reaches us through futures; without a handler Vert.x would log each reset as an error.
        request.exceptionHandler(ignored -> {});
        try {
            headers(hop, credentials).sendable().forEach((name, values) -> request.putHeader(name, values));
        } catch (CallFailedException | RuntimeException e) {
            // A request that is neither sent nor reset would keep its connection for good.
            request.reset();
            return Future.failedFuture(e);
        }
        return hop.hasBody() && call.body().length() > 0 ? request.send(call.body()) : request.send();
    }

    private RequestHeaders headers(Hop hop, Credentials credentials) {
        var headers = new RequestHeaders(call, credentials, client.environment().userAgent());
        if (hasLeftFirstHost) {
            headers.dropCredentials();
        }
        // As in Go, user and password of the URL win over the configuration.
        headers.authorize(hop.url().basicAuthorization());
        if (!hasLeftFirstHost) {
            headers.authorize(credentials.authorization());
        }
        if (!hop.hasBody()) {
            headers.dropContent();
        }
        return headers;
    }

    /** The body of an answer whose status has come: whatever happens to it, there is an answer. */
    private static final class Reading {
        private static final int FIRST_BYTES = 4096;

        /** What is expected beyond that is believed when it is there. */
        private static final int EXPECTED_MAX = 1 << 20;

        private final HttpClientResponse response;
        private final AnswerLimit limit;
        private final Promise<Body> read = Promise.promise();
        private byte[] bytes = {};
        private int length;

        Reading(HttpClientResponse response, AnswerLimit limit) {
            this.response = response;
            this.limit = limit;
            response.handler(this::add);
            response.endHandler(ignored -> end(Extent.WHOLE));
            response.exceptionHandler(ignored -> end(Extent.BROKEN));
        }

        private void add(Buffer piece) {
            int taken = Math.min(piece.length(), limit.bytesMax() - length);
            if (read.future().isComplete()) {
                return;
            }
            if (!makeRoom(length + taken)) {
                cutOff(Extent.CROWDED_OUT);
                return;
            }
            piece.getBytes(0, taken, bytes, length);
            length += taken;
            if (taken < piece.length()) {
                // What is left would have to be read to use the connection again: a new one is cheaper.
                cutOff(Extent.CUT);
            }
        }

        /** Takes memory for what is there or was the last time, and not for what a server announces. */
        private boolean makeRoom(int total) {
            if (total <= bytes.length) {
                return true;
            }
            int enough = Math.max(FIRST_BYTES, total);
            return bytes.length == 0 && grow(Math.max(enough, Math.min(EXPECTED_MAX, limit.bytesExpected())))
                    || grow(Math.max(enough, 2L * bytes.length));
        }

        private boolean grow(long wanted) {
            int room = (int) Math.min(limit.bytesMax(), wanted);
            if (!limit.memory().reserve(room - bytes.length)) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, room);
            return true;
        }

        private boolean end(Extent extent) {
            return read.tryComplete(new Body(new AnswerBody(bytes, length), extent));
        }

        void cutOff(Extent extent) {
            if (end(extent)) {
                response.request().reset();
            }
        }
    }

    /** @param extent as in {@link HttpAnswer.Received} */
    private record Body(AnswerBody content, Extent extent) {
        /** Enough for an excerpt, although secrets in it become shorter. */
        String beginning() {
            return content.text(EXCERPT_OF_BYTES);
        }
    }

    private Future<Body> readBody(HttpClientResponse response) {
        Reading begun = new Reading(response, isFollowed(response) ? REDIRECT_LIMIT : call.answerLimit());
        reading = begun;
        return begun.read.future();
    }

    private boolean isFollowed(HttpClientResponse response) {
        return client.config().followRedirects()
                && isRedirect(response.statusCode())
                && response.getHeader("location") != null;
    }

    private Future<HttpAnswer> conclude(Hop hop, Credentials credentials, HttpClientResponse response, Body body) {
        underWay = null;
        reading = null;
        String location = response.getHeader("location");
        if (!isFollowed(response) || location == null) {
            return Future.succeededFuture(received(response, body));
        }
        if (isLate) {
            return Future.succeededFuture(new HttpAnswer.TimedOut(request(), isAttemptLate));
        }
        try {
            return ask(redirected(hop, response.statusCode(), location), credentials);
        } catch (CallFailedException e) {
            return Future.failedFuture(e);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Hop redirected(Hop hop, int status, String location) throws CallFailedException {
        TargetUrl next;
        try {
            next = hop.url().resolve(location);
        } catch (CallFailedException e) {
            throw new CallFailedException("failed to parse Location header: " + e.getMessage(), e);
        }
        hasLeftFirstHost |= first != null && !next.isWithin(first);
        // Deviation D-010: Go adds a Referer; it would show the secret URL to whom we are sent.
        boolean isKept = status == 307 || status == 308;
        boolean isBodyless = hop.method().equals("GET") || hop.method().equals("HEAD");
        return new Hop(next, isKept || isBodyless ? hop.method() : "GET", hop.hasBody() && isKept);
    }

    private HttpAnswer received(HttpClientResponse response, Body body) {
        var headers = new HashMap<String, String>();
        response.headers().forEach(headers::put);
        return new HttpAnswer.Received(
                response.statusCode(),
                headers,
                body.content(),
                () -> redaction.excerpt(body.beginning()),
                body.extent());
    }

    /** The request as the original's messages show it. */
    private String request() {
        String method = call.method();
        return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT) + " \"<redacted>\"";
    }

    /** Ends it before its limit. */
    void end() {
        timeOut(false);
    }

    /**
     * The status decides over success, so an answer whose body is slow is taken without the rest of it: a receiver that
     * accepted must not be told again.
     */
    private void timeOut(boolean isAttempt) {
        isLate = true;
        isAttemptLate = isAttempt;
        Reading begun = reading;
        if (begun != null) {
            begun.cutOff(Extent.LATE);
        } else if (answer.tryComplete(new HttpAnswer.TimedOut(request(), isAttempt)) && underWay != null) {
            underWay.reset();
        }
    }
}
