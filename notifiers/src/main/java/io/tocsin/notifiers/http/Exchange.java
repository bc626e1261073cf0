package io.tocsin.notifiers.http;

import io.tocsin.notifiers.http.HttpCall.Header;
import io.tocsin.notifiers.http.SecretReader.UnreadableSecretException;
import io.tocsin.notifiers.http.TargetUrl.InvalidUrlException;
import io.tocsin.notifiers.http.TlsMaterial.UnusableMaterialException;
import io.tocsin.notifiers.http.TokenSource.NoTokenException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call from reading its secrets to the end of its answer, through all its redirects.
 *
 * <p>Owned by the event loop of its client. Used once.
 */
final class Exchange {
    /** Go's client gives up after this many requests for one call. */
    private static final int REQUESTS_MAX = 10;

    private static final Set<String> CREDENTIAL_HEADERS = Set.of(
            "authorization", "cookie", "cookie2", "proxy-authenticate", "proxy-authorization", "www-authenticate");

    private final SharedClient client;
    private final HttpCall call;
    private final Duration limit;
    private final Vertx vertx;
    private final Promise<HttpAnswer> answer = Promise.promise();
    private final Redaction redaction = new Redaction();

    private int requests;
    private boolean hasLeftFirstHost;
    private @Nullable TargetUrl first;
    private @Nullable HttpClientRequest underWay;

    Exchange(SharedClient client, HttpCall call, Duration limit) {
        this.client = client;
        this.call = call;
        this.limit = limit;
        this.vertx = client.environment().vertx();
    }

    Future<HttpAnswer> start() {
        long timer = vertx.setTimer(Math.max(1, limit.toMillis()), ignored -> timeOut());
        TargetUrl url;
        try {
            url = TargetUrl.parse(call.url().reveal());
        } catch (InvalidUrlException e) {
            vertx.cancelTimer(timer);
            return Future.succeededFuture(failed(e.getMessage()));
        }
        first = url;
        client.credentials()
                .onSuccess(credentials -> {
                    credentials.hideIn(redaction);
                    request(new Hop(url, call.method(), true), credentials);
                })
                .onFailure(failure -> settle(failed(describe(failure))));
        return answer.future().onComplete(ignored -> vertx.cancelTimer(timer));
    }

    /** One of the requests that a call takes. */
    private record Hop(TargetUrl url, String method, boolean hasBody) {}

    private void request(Hop hop, Credentials credentials) {
        if (isSettled()) {
            return;
        }
        if (++requests > REQUESTS_MAX) {
            settle(failed("stopped after " + REQUESTS_MAX + " redirects"));
            return;
        }
        redaction.hide(hop.url());
        Connections connections;
        try {
            connections = client.connections(credentials.tls());
        } catch (UnusableMaterialException e) {
            settle(failed(e.getMessage()));
            return;
        }
        connections
                .request(hop.url(), hop.method(), limit)
                .onSuccess(request -> send(hop, credentials, request))
                .onFailure(failure -> settle(failed(describe(failure))));
    }

    private void send(Hop hop, Credentials credentials, HttpClientRequest request) {
        if (isSettled()) {
            request.reset();
            return;
        }
        underWay = request;
        headers(hop, credentials).forEach((name, values) -> request.putHeader(name, values));
        Future<HttpClientResponse> response =
                hop.hasBody() && call.body().length() > 0 ? request.send(call.body()) : request.send();
        response.onSuccess(head -> receive(hop, credentials, request, head))
                .onFailure(failure -> settle(failed(describe(failure))));
    }

    private Map<String, List<String>> headers(Hop hop, Credentials credentials) {
        var headers = new HashMap<String, List<String>>();
        for (Header header : credentials.headers()) {
            add(headers, header);
        }
        put(headers, "user-agent", client.environment().userAgent());
        String authorization = hop.url().basicAuthorization();
        if (authorization == null && !hasLeftFirstHost) {
            authorization = credentials.authorization();
        }
        for (Header header : call.headers()) {
            put(headers, header.name().toLowerCase(Locale.ROOT), header.value());
        }
        if (hasLeftFirstHost) {
            headers.keySet().removeAll(CREDENTIAL_HEADERS);
        }
        if (authorization != null) {
            headers.putIfAbsent("authorization", List.of(authorization));
        }
        if (!hop.hasBody()) {
            headers.keySet().removeIf(name -> name.startsWith("content-"));
        }
        return headers;
    }

    private static void add(Map<String, List<String>> headers, Header header) {
        headers.merge(
                header.name().toLowerCase(Locale.ROOT),
                List.of(header.value()),
                (old, more) -> Stream.concat(old.stream(), more.stream()).toList());
    }

    private static void put(Map<String, List<String>> headers, String name, String value) {
        headers.put(name, List.of(value));
    }

    private void receive(Hop hop, Credentials credentials, HttpClientRequest request, HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(piece -> {
            int room = IntegrationHttpClient.BODY_MAX_BYTES - body.length();
            body.appendBuffer(piece.length() <= room ? piece : piece.slice(0, room));
            if (piece.length() > room) {
                // What is left would have to be read to use the connection again: a new one is cheaper.
                request.reset();
                finish(hop, credentials, response, body);
            }
        });
        response.endHandler(ignored -> finish(hop, credentials, response, body));
        response.exceptionHandler(failure -> settle(failed(describe(failure))));
    }

    private void finish(Hop hop, Credentials credentials, HttpClientResponse response, Buffer body) {
        if (isSettled()) {
            return;
        }
        underWay = null;
        String location = response.getHeader("location");
        if (client.config().followRedirects() && isRedirect(response.statusCode()) && location != null) {
            redirect(hop, response.statusCode(), location, credentials);
        } else {
            settle(received(response, body.toString()));
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private void redirect(Hop hop, int status, String location, Credentials credentials) {
        TargetUrl next;
        try {
            next = hop.url().resolve(location);
        } catch (InvalidUrlException e) {
            settle(failed("failed to parse Location header: " + e.getMessage()));
            return;
        }
        hasLeftFirstHost |= first != null && !next.isWithin(first);
        // Deviation: Go adds a Referer; it would show the secret URL to whom we are sent.
        boolean isKept = status == 307 || status == 308;
        boolean isBodyless = hop.method().equals("GET") || hop.method().equals("HEAD");
        String method = isKept || isBodyless ? hop.method() : "GET";
        request(new Hop(next, method, hop.hasBody() && isKept), credentials);
    }

    private HttpAnswer received(HttpClientResponse response, String body) {
        var headers = new HashMap<String, String>();
        response.headers().forEach(headers::put);
        boolean isSuccess = response.statusCode() / 100 == 2;
        return new HttpAnswer.Received(response.statusCode(), headers, body, isSuccess ? "" : redaction.excerpt(body));
    }

    private HttpAnswer failed(@Nullable String message) {
        return new HttpAnswer.Failed(request() + ": " + message);
    }

    /** The request as the original's messages show it. */
    private String request() {
        String method = call.method();
        return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT) + " \"<redacted>\"";
    }

    private static String describe(Throwable failure) {
        boolean isOurs = failure instanceof UnreadableSecretException || failure instanceof NoTokenException;
        return isOurs ? String.valueOf(failure.getMessage()) : TransportFailure.describe(failure);
    }

    private void timeOut() {
        if (settle(new HttpAnswer.TimedOut(request())) && underWay != null) {
            underWay.reset();
        }
    }

    private boolean isSettled() {
        return answer.future().isComplete();
    }

    private boolean settle(HttpAnswer result) {
        return answer.tryComplete(result);
    }
}
