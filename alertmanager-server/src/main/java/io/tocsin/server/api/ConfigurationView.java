package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.ReceiverConfig;
import java.util.List;

/**
 * What the API shows of the configuration in force. Immutable; a reload brings a new one.
 *
 * @param receivers all of them, in the order of the file
 * @param original the configuration printed back, secrets masked
 */
public record ConfigurationView(List<ReceiverConfig> receivers, String original) {
    public ConfigurationView {
        receivers = List.copyOf(receivers);
        requireNonNull(original, "original");
    }
}
