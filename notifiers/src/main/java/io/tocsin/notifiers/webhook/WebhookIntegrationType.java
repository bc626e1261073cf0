package io.tocsin.notifiers.webhook;

import io.tocsin.core.config.IntegrationType;

/** The webhook integration: {@code webhook_configs}. Immutable. */
public final class WebhookIntegrationType implements IntegrationType<WebhookConfig> {
    public static final WebhookIntegrationType INSTANCE = new WebhookIntegrationType();

    private WebhookIntegrationType() {}

    @Override
    public String name() {
        return "webhook";
    }
}
