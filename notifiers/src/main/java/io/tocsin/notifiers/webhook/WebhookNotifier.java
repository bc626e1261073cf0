package io.tocsin.notifiers.webhook;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Secret;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.http.StatusRule;
import io.tocsin.notifiers.integration.HttpSender;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.integration.UnsendableException;
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
    private final HttpSender sender;

    public WebhookNotifier(WebhookConfig config, NotifierEnvironment environment) {
        this.config = requireNonNull(config, "config");
        this.environment = requireNonNull(environment, "environment");
        this.sender = new HttpSender(
                WebhookIntegrationType.INSTANCE.name(),
                config.http(),
                config.timeout(),
                this::call,
                StatusRule.DEFAULT::judge,
                environment);
    }

    @Override
    public CompletionStage<SendResult> send(Notification notification) {
        return sender.send(notification);
    }

    @Override
    public int shownMax() {
        return config.maxAlerts() == 0 ? Integer.MAX_VALUE : config.maxAlerts();
    }

    @Override
    public void close() {
        sender.close();
    }

    private HttpCall call(Notification notification) throws UnsendableException {
        String url = environment.read(config.url(), "read url_file: ");
        if (url.isEmpty()) {
            throw new UnsendableException("webhook URL is empty");
        }
        return HttpCall.postJson(
                Secret.of(url),
                WebhookPayload.of(notification, config.maxAlerts(), environment.externalUrl())
                        .toJson());
    }
}
