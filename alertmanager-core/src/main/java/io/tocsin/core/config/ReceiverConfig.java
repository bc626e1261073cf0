package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * A receiver and its integrations.
 *
 * @param name unique in the file, not empty
 * @param labels the configured labels plus the implicit {@code name}
 * @param integrations in the order of the original: by type, then by position in the file; none is a black hole
 */
public record ReceiverConfig(String name, Labels labels, List<ConfiguredIntegration> integrations) {

    public ReceiverConfig {
        requireNonNull(name, "name");
        requireNonNull(labels, "labels");
        integrations = List.copyOf(integrations);
    }

    /**
     * One element of one {@code *_configs} list.
     *
     * @param index position in its list, from 0; part of the notification log's key
     */
    public record ConfiguredIntegration(IntegrationType<?> type, int index, IntegrationConfig config) {
        public ConfiguredIntegration {
            requireNonNull(type, "type");
            requireNonNull(config, "config");
        }

        /** For logs and errors: {@code webhook[0]}. */
        public String label() {
            return type.name() + "[" + index + "]";
        }
    }
}
