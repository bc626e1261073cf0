package io.tocsin.core.config;

import java.util.List;

/** The settings of an integration that sends HTTP requests. */
public interface HttpIntegrationConfig extends IntegrationConfig {
    /** How its connections are made, the global {@code http_config} included. */
    HttpConfig http();

    @Override
    default List<TlsConfig> tlsSections() {
        return http().tlsSections();
    }
}
