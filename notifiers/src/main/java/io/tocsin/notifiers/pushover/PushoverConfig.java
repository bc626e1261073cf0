package io.tocsin.notifiers.pushover;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.List;

/**
 * One element of {@code pushover_configs}. Immutable.
 *
 * <p>Texts, and the two secrets, are templates.
 *
 * @param sendResolved send a message for resolved alerts too; true by default
 * @param userKey not empty; what a file holds is used as it is, white space included
 * @param token not empty; as {@code userKey}
 * @param retry how often Pushover repeats a message of the highest priority until somebody confirms it
 * @param expire when it gives up
 * @param ttl when the message goes away by itself; zero for never
 * @param html whether the message is HTML; excludes {@code monospace}
 * @see "Upstream: config.PushoverConfig, v0.33.1"
 */
public record PushoverConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile userKey,
        SecretOrFile token,
        String title,
        String message,
        String url,
        String urlTitle,
        String device,
        String sound,
        String priority,
        Duration retry,
        Duration expire,
        Duration ttl,
        boolean html,
        boolean monospace)
        implements HttpIntegrationConfig {

    public PushoverConfig {
        requireNonNull(http, "http");
        requireNonNull(userKey, "userKey");
        requireNonNull(token, "token");
        requireNonNull(retry, "retry");
        requireNonNull(expire, "expire");
        requireNonNull(ttl, "ttl");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(userKey, token);
    }
}
