package io.tocsin.server.configuration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration made to run: the engine's plan and the notifiers that were opened for it.
 *
 * @param integrations how many are in use
 */
public record RunningPlan(RoutingPlan plan, List<Notifier> notifiers, int integrations) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPlan.class);

    public RunningPlan {
        requireNonNull(plan, "plan");
        notifiers = List.copyOf(notifiers);
    }

    /**
     * Builds what the routes use; receivers that none uses are not built, so that their secrets are not touched.
     *
     * @param notifierOf opens the notifier of a receiver's integration; where it fails, those opened before are closed
     */
    public static RunningPlan of(
            Configuration configuration,
            MatcherMode mode,
            BiFunction<String, ConfiguredIntegration, Notifier> notifierOf) {
        List<Notifier> opened = new ArrayList<>();
        try {
            return of(configuration, mode, notifierOf, opened);
        } catch (RuntimeException | Error e) {
            opened.forEach(RunningPlan::close);
            throw e;
        }
    }

    private static RunningPlan of(
            Configuration configuration,
            MatcherMode mode,
            BiFunction<String, ConfiguredIntegration, Notifier> notifierOf,
            List<Notifier> opened) {
        RoutingTree tree = RoutingTree.of(configuration.route());
        Set<String> used = tree.routes().stream().map(Route::receiver).collect(Collectors.toSet());
        Map<String, Receiver> receivers = new HashMap<>();
        for (ReceiverConfig receiver : configuration.receivers()) {
            if (!used.contains(receiver.name())) {
                LOG.atInfo()
                        .addKeyValue("component", "configuration")
                        .addKeyValue("receiver", receiver.name())
                        .log("skipping creation of receiver not referenced by any route");
                continue;
            }
            List<Integration> integrations = new ArrayList<>();
            for (ConfiguredIntegration each : receiver.integrations()) {
                Notifier notifier = notifierOf.apply(receiver.name(), each);
                opened.add(notifier);
                integrations.add(integration(receiver, each, notifier));
            }
            receivers.put(receiver.name(), new Receiver(receiver.name(), integrations));
        }
        Predicate<String> isValidName = mode == MatcherMode.CLASSIC ? LabelName::isClassic : LabelName::isUtf8;
        AlertIntake intake = new AlertIntake(configuration.global().resolveTimeout(), isValidName);
        return new RunningPlan(RoutingPlan.of(configuration, tree, receivers, intake), opened, opened.size());
    }

    /** The same with labels of routes that {@code renderer} renders. */
    public RunningPlan with(RouteLabelRenderer renderer) {
        return new RunningPlan(plan.with(renderer), notifiers, integrations);
    }

    private static Integration integration(
            ReceiverConfig receiver, ConfiguredIntegration configured, Notifier notifier) {
        return new Integration(
                receiver.name(),
                configured.type().name(),
                configured.index(),
                configured.config().sendResolved(),
                configured.type().opensIncidents(),
                notifier);
    }

    /** Gives up the notifiers' connections; attempts under way finish. One that cannot is logged, and does not fail it. */
    @Override
    public void close() {
        notifiers.forEach(RunningPlan::close);
    }

    private static void close(Notifier notifier) {
        try {
            notifier.close();
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("component", "configuration").setCause(e).log("Notifier cannot be closed");
        }
    }
}
