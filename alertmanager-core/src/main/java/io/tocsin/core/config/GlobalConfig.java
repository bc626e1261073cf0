package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The {@code global} section.
 *
 * @param resolveTimeout how long an alert without an end fires after its last receipt; {@code >= 0}
 * @param http used by every integration without an {@code http_config} of its own
 */
public record GlobalConfig(Duration resolveTimeout, HttpConfig http) {
    public static final GlobalConfig DEFAULT = new GlobalConfig(Duration.ofMinutes(5), HttpConfig.DEFAULT);

    public GlobalConfig {
        requireNonNull(resolveTimeout, "resolveTimeout");
        requireNonNull(http, "http");
    }
}
