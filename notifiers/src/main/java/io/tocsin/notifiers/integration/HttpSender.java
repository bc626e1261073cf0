package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.tocsin.notifiers.rendering.Renderings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What all notifiers over HTTP do in the same way: one request for one attempt, made when a connection is
 * free, limited in time, its answer judged.
 *
 * <p>Thread-safe. Never blocks.
 */
public final class HttpSender implements AutoCloseable {
    private final String integration;
    private final Duration timeout;
    private final CallMaker maker;
    private final NotifierEnvironment environment;
    private final Renderings.Share renderings;
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
        this.environment = environment;
        this.renderings = environment.renderings().share(environment.user());
        this.client = environment.openClient(http);
    }

    /** One attempt; as {@link io.tocsin.core.pipeline.Notifier#send} promises. */
    public CompletionStage<SendResult> send(Notification notification) {
        var limit = AttemptLimit.of(notification, environment.clock(), timeout, integration);
        if (limit.isOver()) {
            return CompletableFuture.completedFuture(limit.over());
        }
        var call = new RenderedCall(environment, renderings, maker, notification);
        return client.send(call, limit.forCall())
                .handle((answer, failure) -> failure == null ? result(answer, call, limit) : unsendable(failure));
    }

    /** As {@link IntegrationHttpClient#close}. */
    @Override
    public void close() {
        client.close();
    }

    private static SendResult result(HttpAnswer answer, RenderedCall call, AttemptLimit limit) {
        if (answer instanceof HttpAnswer.Received received) {
            return call.judge(received);
        }
        if (answer instanceof HttpAnswer.Failed failed) {
            return failed.result();
        }
        if (answer instanceof HttpAnswer.TimedOut timedOut) {
            return call.whyNotRendered(timedOut.request()).orElseGet(() -> limit.exceeded(timedOut));
        }
        throw new AssertionError("unhandled answer: " + answer);
    }

    private static SendResult unsendable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UnsendableException unsendable) {
            return unsendable.result();
        }
        throw new CompletionException(cause);
    }
}
