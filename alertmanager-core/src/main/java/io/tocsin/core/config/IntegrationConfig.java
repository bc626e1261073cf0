package io.tocsin.core.config;

/** The settings of one integration of one receiver, as decoded by its {@link IntegrationType}. Immutable. */
public interface IntegrationConfig {
    /** Whether resolved alerts are sent too. */
    boolean sendResolved();
}
