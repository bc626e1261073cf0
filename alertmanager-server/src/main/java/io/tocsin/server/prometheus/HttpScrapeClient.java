package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.label.GoQuote;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.scrape.BodyTooLargeException;
import io.tocsin.evaluator.scrape.Gunzip;
import io.tocsin.evaluator.scrape.ScrapeAnswer;
import io.tocsin.evaluator.scrape.ScrapeClient;
import io.tocsin.evaluator.scrape.ScrapeRequest;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpAnswer.Extent;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Asks targets over HTTP, with the certificates and credentials of their scrape config; connections are shared by those
 * whose configs connect alike. Thread-safe.
 */
final class HttpScrapeClient implements ScrapeClient, AutoCloseable {
    /** Of the heap: an answer that takes more would take the memory of all else. */
    private static final long HEAP_SHARE = 8;

    private static final String REDACTED = "\"<redacted>\"";

    private final HttpClients clients;
    private final Executor inflating;

    // Guarded by itself: asked by workers while a reload closes what is over.
    private final Map<HttpConfig, IntegrationHttpClient> open = new HashMap<>();

    /**
     * @param clients to make another of, which reads more of an answer
     * @param inflating where answers are decompressed, and whoever waits for them goes on
     */
    HttpScrapeClient(HttpClients clients, Executor inflating) {
        // One byte more, so that a body that is exactly as long as it may be is whole.
        this.clients = clients.withBodyMax((int) bearable(ScrapeRequest.BODY_MAX_BYTES) + 1);
        this.inflating = requireNonNull(inflating, "inflating");
    }

    private static long bearable(long wanted) {
        return Math.min(wanted, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** Gives up connections that no scrape config needs any more. */
    void keepOnly(List<ScrapeConfig> scrapes) {
        Set<HttpConfig> used = scrapes.stream().map(ScrapeConfig::http).collect(Collectors.toSet());
        synchronized (open) {
            open.entrySet().removeIf(each -> {
                boolean isOver = !used.contains(each.getKey());
                if (isOver) {
                    each.getValue().close();
                }
                return isOver;
            });
        }
    }

    private IntegrationHttpClient client(HttpConfig http) {
        synchronized (open) {
            return open.computeIfAbsent(http, key -> clients.open(key, "scrapes"));
        }
    }

    @Override
    public CompletionStage<ScrapeAnswer> fetch(ScrapeRequest request) {
        List<HttpCall.Header> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(new HttpCall.Header(name, value)));
        HttpCall call = new HttpCall("GET", Secret.of(request.url()), headers, Buffer.buffer());
        return client(request.http())
                .send(call, request.timeout())
                .thenApplyAsync(answer -> read(request, answer), inflating);
    }

    private static ScrapeAnswer read(ScrapeRequest request, HttpAnswer answer) {
        try {
            return scraped(request, answer);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The words of failures are Go's, with the URL that notifications would hide. */
    private static ScrapeAnswer scraped(ScrapeRequest request, HttpAnswer answer) throws IOException {
        if (answer instanceof HttpAnswer.Received received) {
            return new ScrapeAnswer(
                    received.status(),
                    HttpResponseStatus.valueOf(received.status()).reasonPhrase(),
                    received.header("content-type").orElse(""),
                    body(received, bearable(request.bodyMaxBytes())));
        } else if (answer instanceof HttpAnswer.TimedOut) {
            throw new IOException("Get " + GoQuote.quote(request.url()) + ": context deadline exceeded");
        } else if (answer instanceof HttpAnswer.Failed failed) {
            throw new IOException(failed.message().replace(REDACTED, GoQuote.quote(request.url())));
        }
        throw new AssertionError("unhandled answer: " + answer);
    }

    private static byte[] body(HttpAnswer.Received received, long maxBytes) throws IOException {
        if (received.extent() == Extent.BROKEN) {
            throw new IOException("the answer ended early");
        }
        byte[] bytes = received.content().getBytes();
        if (received.extent() == Extent.CUT || bytes.length >= maxBytes) {
            throw new BodyTooLargeException();
        }
        String coding = received.header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return coding.equals("gzip") ? Gunzip.inflate(bytes, maxBytes) : bytes;
    }

    @Override
    public void close() {
        keepOnly(List.of());
    }
}
