package io.tocsin.notifiers.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One integration's use of an HTTP client. Connections are shared with all integrations of equal {@code http_config}.
 *
 * <p>Thread-safe. Never blocks.
 */
public final class IntegrationHttpClient implements AutoCloseable {
    /** Bytes of an answer's body that are read. */
    public static final int BODY_MAX_BYTES = 256 * 1024;

    /** Longer limits are cut to this: more than any flush takes, and no timer overflows. */
    private static final Duration LIMIT_MAX = Duration.ofDays(1);

    private final HttpClients clients;
    private final SharedClient shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    IntegrationHttpClient(HttpClients clients, SharedClient shared) {
        this.clients = clients;
        this.shared = shared;
    }

    /**
     * Sends one request, following redirects where the configuration allows it.
     *
     * @param limit for everything from reading secrets to the end of the answer's body; {@code > 0}
     * @return completes normally, on an event loop, at most a little after {@code limit}
     */
    public CompletionStage<HttpAnswer> send(HttpCall call, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
        }
        return shared.send(call, limit.compareTo(LIMIT_MAX) < 0 ? limit : LIMIT_MAX);
    }

    /** Gives up connections that no other integration uses. Requests under way finish. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            clients.release(shared);
        }
    }
}
