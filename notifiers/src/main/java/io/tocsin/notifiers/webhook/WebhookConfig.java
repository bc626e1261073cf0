package io.tocsin.notifiers.webhook;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code webhook_configs}. Immutable.
 *
 * @param sendResolved post resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none
 * @param url where to post; a template, in the file too
 * @param maxAlerts most alerts in one message; {@code >= 0}, 0 for all of them
 * @param timeout for one attempt; zero or less for none but that of the notification itself
 * @param payload what to post, as YAML has it, its texts templates; null for the standard message
 * @see "Upstream: config.WebhookConfig"
 */
public record WebhookConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile url,
        int maxAlerts,
        Duration timeout,
        @Nullable Object payload)
        implements HttpIntegrationConfig {

    public WebhookConfig {
        requireNonNull(http, "http");
        requireNonNull(url, "url");
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("maxAlerts: " + maxAlerts + " (expected: >= 0)");
        }
        requireNonNull(timeout, "timeout");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(url);
    }
}
