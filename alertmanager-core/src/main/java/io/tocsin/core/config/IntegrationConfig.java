package io.tocsin.core.config;

import java.util.List;

/** The settings of one integration of one receiver, as decoded by its {@link IntegrationType}. Immutable. */
public interface IntegrationConfig {
    /** Whether resolved alerts are sent too. */
    boolean sendResolved();

    /**
     * Paths of the files that are read for each notification, as {@link FileSource} takes them, apart from those of
     * {@link #tlsSections}.
     */
    default List<String> files() {
        return List.of();
    }

    /** What its connections are encrypted with, those for access tokens included. */
    default List<TlsConfig> tlsSections() {
        return List.of();
    }
}
