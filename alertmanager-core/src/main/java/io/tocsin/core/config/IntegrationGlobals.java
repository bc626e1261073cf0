package io.tocsin.core.config;

import io.tocsin.core.yaml.YamlFields;

/** The settings in {@code global} that one integration's elements fall back to. Immutable. */
public interface IntegrationGlobals {
    /** Of an integration without such settings. */
    IntegrationGlobals NONE = out -> {};

    /** Shows the settings as the original's status does, secrets masked. */
    void print(YamlFields out);
}
