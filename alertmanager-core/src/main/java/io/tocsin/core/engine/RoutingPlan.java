package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.inhibit.InhibitRule;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.timeinterval.NamedTimeInterval;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a configuration means to the engine: who gets what. Immutable; a reload brings a new one.
 *
 * @param receivers every receiver that a route names, by name
 * @param inhibitRules in configured order
 * @param timeIntervals every time interval that a route names, by name
 * @param routeLabels renders the labels of routes
 */
public record RoutingPlan(
        RoutingTree routes,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitRules,
        Map<String, NamedTimeInterval> timeIntervals,
        RouteLabelRenderer routeLabels,
        AlertIntake intake) {
    public RoutingPlan {
        requireNonNull(routes, "routes");
        receivers = Map.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        timeIntervals = Map.copyOf(timeIntervals);
        requireNonNull(routeLabels, "routeLabels");
        requireNonNull(intake, "intake");
    }

    /** What {@code configuration} asks for. */
    public static RoutingPlan of(
            Configuration configuration, RoutingTree routes, Map<String, Receiver> receivers, AlertIntake intake) {
        List<InhibitRule> inhibitRules = configuration.inhibitRules().stream()
                .map(rule -> new InhibitRule(rule.name(), rule.sourceMatchers(), rule.targetMatchers(), rule.equal()))
                .toList();
        Map<String, NamedTimeInterval> timeIntervals = configuration.timeIntervals().all().stream()
                .collect(Collectors.toMap(NamedTimeInterval::name, Function.identity()));
        return new RoutingPlan(routes, receivers, inhibitRules, timeIntervals, RouteLabelRenderer.AS_WRITTEN, intake);
    }

    /** A plan in which nothing mutes. */
    public RoutingPlan(RoutingTree routes, Map<String, Receiver> receivers, AlertIntake intake) {
        this(routes, receivers, List.of(), Map.of(), RouteLabelRenderer.AS_WRITTEN, intake);
    }

    /** The same with labels of routes that {@code renderer} renders. */
    public RoutingPlan with(RouteLabelRenderer renderer) {
        return new RoutingPlan(routes, receivers, inhibitRules, timeIntervals, renderer, intake);
    }

    /** @throws IllegalStateException if no route names it */
    public Receiver receiver(String name) {
        Receiver receiver = receivers.get(name);
        if (receiver == null) {
            throw new IllegalStateException("receiver: " + name + " (expected: one of " + receivers.keySet() + ")");
        }
        return receiver;
    }
}
