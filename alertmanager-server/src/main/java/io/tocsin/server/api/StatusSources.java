package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.health.IntakeWatch;
import io.tocsin.server.health.ReceiverHealth;
import io.tocsin.server.storage.StorageCondition;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whom to ask how the server fares. None of them ever waits for anything.
 *
 * @param features that are turned on, as typed
 * @param evaluator how the built-in evaluator fares; nothing if there is none
 * @param limits what else is limited than requests
 */
public record StatusSources(
        List<String> features,
        Supplier<Optional<EvaluatorCondition>> evaluator,
        Supplier<ConfigurationState> configuration,
        ReceiverHealth receivers,
        IntakeWatch intake,
        Supplier<StorageCondition> storage,
        Supplier<List<UsageLimit>> limits) {
    public StatusSources {
        features = List.copyOf(features);
        requireNonNull(evaluator, "evaluator");
        requireNonNull(configuration, "configuration");
        requireNonNull(receivers, "receivers");
        requireNonNull(intake, "intake");
        requireNonNull(storage, "storage");
        requireNonNull(limits, "limits");
    }
}
