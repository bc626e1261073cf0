package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.label.GoQuote;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.scrape.BodySize;
import io.tocsin.evaluator.scrape.BodyTooLargeException;
import io.tocsin.evaluator.scrape.Gunzip;
import io.tocsin.evaluator.scrape.ScrapeAnswer;
import io.tocsin.evaluator.scrape.ScrapeBody;
import io.tocsin.evaluator.scrape.ScrapeRequest;
import io.tocsin.notifiers.http.AnswerLimit;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.tocsin.notifiers.http.RequestLoad;
import io.tocsin.notifiers.http.RequestPurpose;
import io.tocsin.notifiers.http.RequestSlots;
import io.tocsin.server.metrics.EvaluatorMetrics;
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
 * Asks targets over HTTP, with the certificates and credentials of their scrape config. Connections are shared by those
 * whose configs connect alike; how many a job has under way is its own, so that one whose targets hang delays no other.
 * Thread-safe.
 */
final class HttpScrapeClient implements ScrapeConnections {
    private static final RequestPurpose SCRAPES = new RequestPurpose(
            "scraper",
            "job",
            "Scrapes wait until others of their job end: targets are slow or do not answer",
            "Scrapes wait no longer",
            "of this job",
            32 * 1024);

    /**
     * A scrape under way takes 12 KB until it is answered, more with TLS. The store has room for the series of one target
     * per 48 KiB of heap, so that a job has a place for each of its targets.
     */
    private static final long HEAP_BYTES_PER_SCRAPE = 24 * 1024;

    private static final int UNDER_WAY_MAX = 32_768;

    /** Larger ones fit into no array. */
    private static final long ARRAY_MAX = Integer.MAX_VALUE - 16;

    private static final int OK = 200;
    private static final String REDACTED = "\"<redacted>\"";

    private final HttpClients clients;
    private final ScrapeMemory memory;
    private final Executor inflating;

    // Guarded by itself: asked by workers while a reload closes what is over.
    private final Map<Use, IntegrationHttpClient> open = new HashMap<>();

    /** What a job connects with. */
    private record Use(String job, HttpConfig http) {}

    /**
     * @param clients to make others of, which are for scrapes
     * @param memory for bodies
     * @param inflating where answers are decompressed, and whoever waits for them goes on
     */
    HttpScrapeClient(HttpClients clients, ScrapeMemory memory, long heapMaxBytes, Executor inflating) {
        int slots = (int) Math.min(UNDER_WAY_MAX, heapMaxBytes / HEAP_BYTES_PER_SCRAPE);
        this.clients = clients.forPurpose(SCRAPES, RequestSlots.of(slots));
        this.memory = requireNonNull(memory, "memory");
        this.inflating = requireNonNull(inflating, "inflating");
    }

    /** One for the heap of this process, whose load is shown. */
    static HttpScrapeClient shownIn(EvaluatorMetrics metrics, HttpClients clients, Executor inflating) {
        long heap = Runtime.getRuntime().maxMemory();
        ScrapeMemory bodies = ScrapeMemory.ofHeap(heap);
        HttpScrapeClient client = new HttpScrapeClient(clients, bodies, heap, inflating);
        metrics.scrapesFrom(client::load);
        metrics.scrapeMemoryFrom("bodies", bodies::takenBytes, bodies.totalBytes());
        return client;
    }

    /** What is under way, and what waits. */
    RequestLoad load() {
        return clients.load();
    }

    @Override
    public void keepOnly(List<ScrapeConfig> scrapes) {
        Set<Use> used = scrapes.stream()
                .map(config -> new Use(config.jobName(), config.http()))
                .collect(Collectors.toSet());
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

    private IntegrationHttpClient client(ScrapeRequest request) {
        synchronized (open) {
            return open.computeIfAbsent(
                    new Use(request.job(), request.http()), use -> clients.open(use.http(), use.job()));
        }
    }

    @Override
    public CompletionStage<ScrapeAnswer> fetch(ScrapeRequest request, BodySize expected) {
        List<HttpCall.Header> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(new HttpCall.Header(name, value)));
        ScrapeMemory.Part part = memory.part();
        BodyLimit limit = bodyLimit(request);
        HttpCall call = new HttpCall(
                "GET",
                Secret.of(request.url()),
                headers,
                Buffer.buffer(),
                new AnswerLimit((int) Math.min(limit.bytes(), ARRAY_MAX), roomFor(expected.sent()), part::reserve));
        return client(request)
                .send(call, request.timeout())
                .thenApplyAsync(answer -> read(new Asked(request, expected, limit, part), answer), inflating)
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        part.close();
                    }
                });
    }

    /** A little more than there was. */
    private static int roomFor(int bytes) {
        return (int) Math.min(ARRAY_MAX, bytes + bytes / 16L);
    }

    /** A request, and what its answer may be like. */
    private record Asked(ScrapeRequest request, BodySize expected, BodyLimit limit, ScrapeMemory.Part part) {}

    /**
     * How many bytes a body reaches that is too large.
     *
     * @param words for who reaches it
     */
    private record BodyLimit(long bytes, String words) {}

    private BodyLimit bodyLimit(ScrapeRequest request) {
        long wanted = request.bodyMaxBytes();
        if (wanted > memory.bodyMaxBytes()) {
            return new BodyLimit(
                    memory.bodyMaxBytes(),
                    memory.bodyMaxBytes() + " bytes, as many as a process with so little memory reads of one target");
        }
        return new BodyLimit(
                wanted,
                wanted == ScrapeRequest.BODY_MAX_BYTES
                        ? wanted + " bytes, where no body_size_limit is set"
                        : "body_size_limit: " + wanted + " bytes");
    }

    private ScrapeAnswer read(Asked asked, HttpAnswer answer) {
        try {
            return scraped(asked, answer);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The words of failures are Go's, with the URL that notifications would hide. */
    private ScrapeAnswer scraped(Asked asked, HttpAnswer answer) throws IOException {
        ScrapeRequest request = asked.request();
        if (answer instanceof HttpAnswer.Received received) {
            return new ScrapeAnswer(
                    received.status(),
                    HttpResponseStatus.valueOf(received.status()).reasonPhrase(),
                    received.header("content-type").orElse(""),
                    // Of what is refused nobody reads the body, and what is wrong with it does not matter.
                    received.status() == OK ? body(received, asked) : ScrapeBody.EMPTY,
                    asked.part()::close);
        } else if (answer instanceof HttpAnswer.TimedOut late) {
            throw late.wasSent() ? tooLate(request) : new IOException("context deadline exceeded: " + late.request());
        } else if (answer instanceof HttpAnswer.Failed failed) {
            throw new IOException(failed.message().replace(REDACTED, GoQuote.quote(request.url())));
        }
        throw new AssertionError("unhandled answer: " + answer);
    }

    private static IOException tooLate(ScrapeRequest request) {
        return new IOException("Get " + GoQuote.quote(request.url()) + ": context deadline exceeded");
    }

    private ScrapeBody body(HttpAnswer.Received received, Asked asked) throws IOException {
        BodyLimit limit = asked.limit();
        int length = received.content().length();
        switch (received.extent()) {
            case WHOLE -> {}
            case CUT -> throw new BodyTooLargeException(limit.words());
            case BROKEN -> throw new IOException("the answer ended early, after " + length + " bytes");
            case LATE ->
                throw new IOException(
                        "context deadline exceeded: the answer has not ended in time, after " + length + " bytes");
            case CROWDED_OUT -> throw noMemory(length);
        }
        if (length >= limit.bytes()) {
            throw new BodyTooLargeException(limit.words());
        }
        String coding = received.header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!coding.equals("gzip")) {
            return new ScrapeBody(received.content().array(), length, length);
        }
        try {
            return Gunzip.inflate(
                    received.content().stream(), length, asked.expected(), limit.bytes(), asked.part(), limit.words());
        } catch (Gunzip.NoMemoryException e) {
            throw noMemory(length);
        }
    }

    private IOException noMemory(int length) {
        return new IOException("no memory for more than " + length + " bytes of the body: " + memory.takenBytes()
                + " of "
                + memory.totalBytes() + " bytes are taken by those that are being read; set body_size_limit where"
                + " answers are large, or give the process more memory (JAVA_OPTS=-Xmx...)");
    }

    @Override
    public void close() {
        keepOnly(List.of());
    }
}
