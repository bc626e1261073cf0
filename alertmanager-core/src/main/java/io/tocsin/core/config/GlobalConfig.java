package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/**
 * The {@code global} section.
 *
 * @param resolveTimeout how long an alert without an end fires after its last receipt; {@code >= 0}
 * @param http used by every integration without an {@code http_config} of its own
 * @param integrations what belongs to one integration each, by its name
 */
public record GlobalConfig(Duration resolveTimeout, HttpConfig http, Map<String, IntegrationGlobals> integrations) {
    public static final GlobalConfig DEFAULT = new GlobalConfig(Duration.ofMinutes(5), HttpConfig.DEFAULT);

    public GlobalConfig {
        requireNonNull(resolveTimeout, "resolveTimeout");
        requireNonNull(http, "http");
        integrations = Map.copyOf(integrations);
    }

    public GlobalConfig(Duration resolveTimeout, HttpConfig http) {
        this(resolveTimeout, http, Map.of());
    }

    /** The settings of the integration {@code name}; {@link IntegrationGlobals#NONE} if it has none. */
    public IntegrationGlobals of(String name) {
        return integrations.getOrDefault(name, IntegrationGlobals.NONE);
    }
}
