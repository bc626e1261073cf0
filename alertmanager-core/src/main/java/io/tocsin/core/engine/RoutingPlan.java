package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.route.RoutingTree;
import java.util.Map;

/**
 * What a configuration means to the engine: who gets what. Immutable; a reload brings a new one.
 *
 * @param receivers every receiver that a route names, by name
 */
public record RoutingPlan(RoutingTree routes, Map<String, Receiver> receivers, AlertIntake intake) {
    public RoutingPlan {
        requireNonNull(routes, "routes");
        receivers = Map.copyOf(receivers);
        requireNonNull(intake, "intake");
    }

    Receiver receiver(String name) {
        Receiver receiver = receivers.get(name);
        if (receiver == null) {
            throw new IllegalStateException("receiver: " + name + " (expected: one of " + receivers.keySet() + ")");
        }
        return receiver;
    }
}
