package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --web.config.file} asks for. Immutable.
 *
 * @param tls empty for connections that are not encrypted
 * @param offersHttp2 whether encrypted connections may speak HTTP/2
 * @param headers set on every answer, by name
 * @param rateLimit empty for none
 * @param users passwords by name; empty lets everybody in
 */
record WebConfig(
        Optional<ServerTls> tls,
        boolean offersHttp2,
        Map<String, String> headers,
        Optional<RateLimit> rateLimit,
        Map<String, PasswordHash> users) {
    static final WebConfig DEFAULT = new WebConfig(Optional.empty(), true, Map.of(), Optional.empty(), Map.of());

    WebConfig {
        requireNonNull(tls, "tls");
        requireNonNull(rateLimit, "rateLimit");
        headers = new LinkedHashMap<>(headers);
        users = new LinkedHashMap<>(users);
    }
}
