package io.tocsin.notifiers;

import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.integration.NotifierMaker;
import io.tocsin.notifiers.webhook.WebhookIntegrationType;
import io.tocsin.notifiers.webhook.WebhookNotifier;
import java.util.List;

/** The list of integrations: their types for the configuration, their notifiers for the pipeline. */
public final class Integrations {
    private static final List<Entry<?>> ALL =
            List.of(new Entry<>(WebhookIntegrationType.INSTANCE, WebhookNotifier::new));

    private Integrations() {}

    /** All types, in the order in which the original runs the integrations of one receiver. */
    public static List<IntegrationType<?>> types() {
        return ALL.stream().<IntegrationType<?>>map(Entry::type).toList();
    }

    /**
     * The notifier of one integration of one receiver, to be closed by the caller.
     *
     * @throws IllegalArgumentException if the integration's type is none of {@link #types()}
     */
    public static Notifier notifier(ConfiguredIntegration integration, NotifierEnvironment environment) {
        for (Entry<?> entry : ALL) {
            if (entry.type().equals(integration.type())) {
                return entry.make(integration.config(), environment);
            }
        }
        throw new IllegalArgumentException("integration: " + integration.label() + " (expected: one of types())");
    }

    private record Entry<C extends IntegrationConfig>(IntegrationType<C> type, NotifierMaker<C> maker) {
        Notifier make(IntegrationConfig config, NotifierEnvironment environment) {
            return maker.make(type.configType().cast(config), environment);
        }
    }
}
