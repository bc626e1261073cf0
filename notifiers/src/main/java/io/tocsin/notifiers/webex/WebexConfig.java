package io.tocsin.notifiers.webex;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;

/**
 * One element of {@code webex_configs}, what it takes over from {@code global} included. Immutable.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http the element's own, with an authorization
 * @param apiUrl where to post
 * @param message template of the text
 * @param roomId template of the room's id; not empty
 * @see "Upstream: config.WebexConfig, v0.33.1"
 */
public record WebexConfig(boolean sendResolved, HttpConfig http, GoUrl apiUrl, String message, String roomId)
        implements HttpIntegrationConfig {

    public WebexConfig {
        requireNonNull(http, "http");
        requireNonNull(apiUrl, "apiUrl");
        requireNonNull(message, "message");
        if (roomId.isEmpty()) {
            throw new IllegalArgumentException("roomId: empty (expected: a room)");
        }
    }
}
