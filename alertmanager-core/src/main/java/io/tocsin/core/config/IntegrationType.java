package io.tocsin.core.config;

/** Placeholder signature, completed with the decoder. */
public interface IntegrationType<C extends IntegrationConfig> {
    String name();
}
