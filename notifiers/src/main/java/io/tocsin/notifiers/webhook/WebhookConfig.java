package io.tocsin.notifiers.webhook;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code webhook_configs}. Immutable.
 *
 * @param sendResolved post resolved alerts too; true by default
 * @param url where to post; null when {@code urlFile} says it
 * @param urlFile the file that holds the URL, read again for each notification, as
 *     {@link io.tocsin.core.config.FileSource} takes it; null when {@code url} says it
 * @param maxAlerts most alerts in one message; {@code >= 0}, 0 for all of them
 * @param timeout for one attempt; zero or less for none but that of the notification itself
 * @param http how to connect; the global settings where the element has none
 * @see "Upstream: config.WebhookConfig"
 */
public record WebhookConfig(
        boolean sendResolved,
        @Nullable Secret url,
        @Nullable String urlFile,
        int maxAlerts,
        Duration timeout,
        HttpConfig http)
        implements IntegrationConfig {

    public WebhookConfig {
        if ((url == null) == (urlFile == null)) {
            throw new IllegalArgumentException("url, urlFile: both or none (expected: exactly one)");
        }
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("maxAlerts: " + maxAlerts + " (expected: >= 0)");
        }
        requireNonNull(timeout, "timeout");
        requireNonNull(http, "http");
    }
}
