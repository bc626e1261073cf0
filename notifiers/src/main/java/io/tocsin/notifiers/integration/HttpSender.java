package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What all notifiers over HTTP do in the same way: one request for one attempt, made on a worker thread when a
 * connection is free, limited in time, its answer judged.
 *
 * <p>Thread-safe. Never blocks.
 */
public final class HttpSender implements AutoCloseable {
    private final String integration;
    private final Duration timeout;
    private final CallMaker maker;
    private final InstantSource clock;
    private final IntegrationHttpClient client;

    /**
     * @param integration for messages: {@code webhook}
     * @param timeout the integration's own, for one attempt; zero or less for none
     */
    public HttpSender(
            String integration, HttpConfig http, Duration timeout, CallMaker maker, NotifierEnvironment environment) {
        this.integration = requireNonNull(integration, "integration");
        this.timeout = requireNonNull(timeout, "timeout");
        this.maker = requireNonNull(maker, "maker");
        this.clock = environment.clock();
        this.client = environment.openClient(http);
    }

    /** One attempt; as {@link io.tocsin.core.pipeline.Notifier#send} promises. */
    public CompletionStage<SendResult> send(Notification notification) {
        var limit = AttemptLimit.of(notification, clock, timeout, integration);
        if (limit.isOver()) {
            return CompletableFuture.completedFuture(limit.over());
        }
        var prepared = new AtomicReference<@Nullable PreparedCall>();
        return client.send(() -> prepare(notification, prepared).call(), limit.forCall())
                .handle((answer, failure) ->
                        failure == null ? result(answer, prepared.get(), limit) : unsendable(failure));
    }

    private PreparedCall prepare(Notification notification, AtomicReference<@Nullable PreparedCall> prepared)
            throws UnsendableException {
        PreparedCall made = maker.make(notification);
        prepared.set(made);
        return made;
    }

    /** As {@link IntegrationHttpClient#close}. */
    @Override
    public void close() {
        client.close();
    }

    private static SendResult result(HttpAnswer answer, @Nullable PreparedCall prepared, AttemptLimit limit) {
        if (answer instanceof HttpAnswer.Received received) {
            return requireNonNull(prepared, "prepared").judge().apply(received);
        }
        if (answer instanceof HttpAnswer.Failed failed) {
            return failed.result();
        }
        if (answer instanceof HttpAnswer.TimedOut timedOut) {
            return limit.exceeded(timedOut);
        }
        throw new AssertionError("unhandled answer: " + answer);
    }

    private static SendResult unsendable(@Nullable Throwable failure) {
        if (failure instanceof UnsendableException unsendable) {
            return unsendable.result();
        }
        throw failure instanceof CompletionException known ? known : new CompletionException(failure);
    }
}
