package io.tocsin.notifiers.webhook;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Secret;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.format.GoJson;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.integration.CallDraft;
import io.tocsin.notifiers.integration.HttpSender;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.integration.PreparedCall;
import io.tocsin.notifiers.integration.Rendering;
import io.tocsin.notifiers.integration.TemplateTree;
import io.tocsin.notifiers.integration.UnsendableException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Posts notifications as JSON to a URL.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: notify/webhook, v0.34.0"
 */
public final class WebhookNotifier implements Notifier {
    private static final int CUSTOM_LENGTH = 1024;
    private static final String ACTION = "{{";

    private final WebhookConfig config;
    private final NotifierEnvironment environment;
    private final @Nullable TemplateTree payload;
    private final HttpSender sender;

    public WebhookNotifier(WebhookConfig config, NotifierEnvironment environment) {
        this.config = requireNonNull(config, "config");
        this.environment = requireNonNull(environment, "environment");
        Templates templates = environment.templates();
        this.payload = config.payload() == null ? null : TemplateTree.of(config.payload(), templates);
        this.sender = new HttpSender(
                WebhookIntegrationType.INSTANCE.name(), config.http(), config.timeout(), this::draft, environment);
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

    private CallDraft draft(Notification notification) throws UnsendableException {
        // The text may come from a file, which may have changed.
        String url = environment.read(config.url(), "read url_file: ");
        return new CallDraft(payload != null || url.contains(ACTION), () -> prepare(notification, url));
    }

    private PreparedCall prepare(Notification notification, String url) throws UnsendableException {
        var standard = WebhookPayload.of(notification, config.maxAlerts(), environment.externalUrl());
        Rendering rendering = environment.rendering(standard.message());
        byte[] body = payload == null ? standard.toJson() : custom(payload, rendering);
        return new PreparedCall(HttpCall.postJson(url(url, rendering), body));
    }

    private static byte[] custom(TemplateTree payload, Rendering rendering) throws UnsendableException {
        try {
            return new GoJson(CUSTOM_LENGTH).tree(payload.render(rendering)).toLine();
        } catch (UnsendableException | GoJson.UnsupportedValueException e) {
            throw new UnsendableException("failed to render custom payload: " + e.getMessage(), e);
        }
    }

    private Secret url(String text, Rendering rendering) throws UnsendableException {
        String url = rendering.text(environment.templates().text(text), "failed to template webhook URL: ");
        if (url.isEmpty()) {
            throw new UnsendableException("webhook URL is empty after templating");
        }
        return Secret.of(url);
    }
}
