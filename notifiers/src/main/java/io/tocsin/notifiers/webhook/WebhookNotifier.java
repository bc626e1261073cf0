package io.tocsin.notifiers.webhook;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Secret;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.tocsin.notifiers.http.StatusRule;
import io.tocsin.notifiers.integration.AttemptLimit;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Posts notifications as JSON to a URL.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: notify/webhook, v0.34.0"
 */
public final class WebhookNotifier implements Notifier {
    private final WebhookConfig config;
    private final NotifierEnvironment environment;
    private final IntegrationHttpClient client;

    public WebhookNotifier(WebhookConfig config, NotifierEnvironment environment) {
        this.config = requireNonNull(config, "config");
        this.environment = requireNonNull(environment, "environment");
        this.client = environment.openClient(config.http());
    }

    @Override
    public CompletionStage<SendResult> send(Notification notification) {
        Secret inline = config.url().secret();
        if (inline != null) {
            return post(inline, notification);
        }
        String file = requireNonNull(config.url().file(), "url_file");
        return environment
                .vertx()
                .executeBlocking(() -> readUrl(file), false)
                .toCompletionStage()
                .handle((url, failure) -> failure == null
                        ? post(url, notification)
                        : done(new SendResult.Rejected(
                                FailureReason.OTHER, "read url_file: " + String.valueOf(failure.getMessage()))))
                .thenCompose(result -> result);
    }

    @Override
    public int shownMax() {
        return config.maxAlerts() == 0 ? Integer.MAX_VALUE : config.maxAlerts();
    }

    @Override
    public void close() {
        client.close();
    }

    private Secret readUrl(String file) throws IOException {
        return Secret.of(new String(environment.files().read(file), StandardCharsets.UTF_8).strip());
    }

    private CompletionStage<SendResult> post(Secret url, Notification notification) {
        if (url.isEmpty()) {
            return done(new SendResult.Rejected(FailureReason.OTHER, "webhook URL is empty"));
        }
        var limit = AttemptLimit.of(
                notification, environment.clock(), config.timeout(), WebhookIntegrationType.INSTANCE.name());
        if (limit.isOver()) {
            return done(limit.over());
        }
        return client.send(() -> call(url, notification), limit.forCall()).thenApply(answer -> judge(answer, limit));
    }

    private HttpCall call(Secret url, Notification notification) {
        return HttpCall.postJson(
                url,
                WebhookPayload.of(notification, config.maxAlerts(), environment.externalUrl())
                        .toJson());
    }

    private static SendResult judge(HttpAnswer answer, AttemptLimit limit) {
        if (answer instanceof HttpAnswer.Received received) {
            return StatusRule.DEFAULT.judge(received);
        }
        if (answer instanceof HttpAnswer.Failed failed) {
            return failed.result();
        }
        if (answer instanceof HttpAnswer.TimedOut timedOut) {
            return limit.exceeded(timedOut);
        }
        throw new AssertionError("unhandled answer: " + answer);
    }

    private static CompletionStage<SendResult> done(SendResult result) {
        return CompletableFuture.completedFuture(result);
    }
}
