package io.tocsin.notifiers.integration;

import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.pipeline.Notifier;

/** Makes the notifier of one integration from its settings. */
@FunctionalInterface
public interface NotifierMaker<C extends IntegrationConfig> {
    /** Touches neither network nor files. */
    Notifier make(C config, NotifierEnvironment environment);
}
