package io.tocsin.notifiers.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One integration's use of an HTTP client. Connections are shared with all integrations of equal {@code http_config},
 * but how many it uses at once, and what waits for them, is its own: it delays no other, and no other delays it.
 *
 * <p>Thread-safe. Never blocks.
 */
public final class IntegrationHttpClient implements AutoCloseable {
    /** Bytes of an answer's body that are read. */
    public static final int BODY_MAX_BYTES = 256 * 1024;

    /** How long requests may go on after {@link #close}. */
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    private final HttpClients clients;
    private final SharedClient shared;
    private final RequestSlots.Share share;
    private final AtomicBoolean closed = new AtomicBoolean();

    // Owned by the event loop of the shared client.
    private final Set<QueuedCall> calls = new LinkedHashSet<>();
    private final WaitWatch watch;
    private boolean isClosing;

    /** @param user who sends, for the log */
    IntegrationHttpClient(
            HttpClients clients, SharedClient shared, RequestSlots.Share share, RequestPurpose purpose, String user) {
        this.clients = clients;
        this.shared = shared;
        this.share = share;
        this.watch = new WaitWatch(shared.context(), share, this::isAnyStillWaiting, purpose, user);
    }

    /**
     * Sends one request, following redirects where the configuration allows it. It may have to wait for a connection
     * first.
     *
     * @param source asked when a connection is free; what it fails with fails the stage
     * @return completes, on an event loop, at most a little after the limit
     */
    public CompletionStage<HttpAnswer> send(CallSource source, CallLimit limit) {
        return shared.run(() -> start(new QueuedCall(shared, share, source, limit)));
    }

    /** The same with a call that is there already, and one limit for all of it. */
    public CompletionStage<HttpAnswer> send(HttpCall call, Duration limit) {
        return send(CallSource.of(call), new CallLimit(limit, limit));
    }

    private Future<HttpAnswer> start(QueuedCall call) {
        calls.add(call);
        Future<HttpAnswer> answer = call.start().onComplete(ignored -> calls.remove(call));
        if (isClosing) {
            refuse(call);
        }
        if (call.isWaiting()) {
            watch.waitBegun();
        }
        return answer;
    }

    private boolean isAnyStillWaiting() {
        // Each has to be asked, because it remembers that it was.
        return calls.stream().filter(QueuedCall::isStillWaiting).count() > 0;
    }

    /**
     * Gives up connections that no other integration uses. Requests that wait for one are not sent; those under way may
     * finish for ten seconds, then they are cut off.
     */
    @Override
    public void close() {
        close(CLOSE_GRACE);
    }

    void close(Duration grace) {
        if (closed.compareAndSet(false, true)) {
            shared.context().runOnContext(ignored -> endCalls(grace));
            clients.release(shared);
        }
    }

    private void endCalls(Duration grace) {
        isClosing = true;
        List.copyOf(calls).forEach(IntegrationHttpClient::refuse);
        if (!calls.isEmpty()) {
            shared.context()
                    .owner()
                    .setTimer(grace.toMillis(), ignored -> List.copyOf(calls).forEach(QueuedCall::end));
        }
    }

    private static void refuse(QueuedCall call) {
        call.leaveQueue("the configuration was loaded again");
    }
}
