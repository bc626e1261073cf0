package io.tocsin.server.api;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.silence.Silences.Counts;
import io.tocsin.server.health.IntakeWatch.Posts;
import io.tocsin.server.health.IntegrationHealth;
import io.tocsin.server.storage.StorageCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the server fares at one moment. Immutable, and quickly made.
 *
 * @param receivers of the configuration in force, in its order
 */
record StatusReport(
        Instant now,
        ClusterView cluster,
        ConfigurationState configuration,
        List<Receiver> receivers,
        StorageCondition storage,
        Posts posts,
        Optional<EvaluatorCondition> evaluator) {

    /** A receiver and how its integrations fare. */
    record Receiver(String name, List<Integration> integrations) {
        Receiver {
            integrations = List.copyOf(integrations);
        }
    }

    /** An integration and how it fares. */
    record Integration(ConfiguredIntegration configured, IntegrationHealth health) {}

    /**
     * How much there is of what people look at.
     *
     * @param alerts that have not ended
     * @param silences that have not expired
     */
    record Amounts(int alerts, int groups, int silences) {
        /** Looks at every alert and silence. */
        static Amounts of(Engine engine, Instant now) {
            Instant alive = engine.now();
            int alerts = (int) engine.alerts().stream()
                    .filter(each -> !each.alert().endsAt().isBefore(alive))
                    .count();
            Counts silences = engine.silences().countsAt(now);
            return new Amounts(alerts, engine.groupCount(), silences.active() + silences.pending());
        }
    }

    StatusReport {
        receivers = List.copyOf(receivers);
    }

    static StatusReport of(ApiParts parts) {
        StatusSources status = parts.status();
        List<Receiver> receivers = new ArrayList<>();
        for (ReceiverConfig receiver : parts.configuration().get().receivers()) {
            List<Integration> integrations = receiver.integrations().stream()
                    .map(each -> new Integration(
                            each,
                            status.receivers().of(receiver.name(), each.type().name(), each.index())))
                    .toList();
            receivers.add(new Receiver(receiver.name(), integrations));
        }
        ClusterView cluster = parts.cluster().now();
        return new StatusReport(
                parts.clock().instant(),
                cluster,
                status.configuration().get(),
                receivers,
                status.storage().get(),
                status.intake().posts(),
                status.evaluator().get());
    }

    /** {@code ready}, or what is waited for. */
    String readiness() {
        return cluster.status().isEmpty() ? "ready" : cluster.word();
    }

    /** Another one whenever anything else is to be shown, but for what always moves: counts, sizes and the time. */
    String version() {
        List<IntegrationHealth> health = receivers.stream()
                .flatMap(receiver -> receiver.integrations().stream())
                .map(Integration::health)
                .toList();
        boolean isFresh = posts.lastAt().isEmpty();
        Token token = new Token();
        token.add(cluster.word());
        token.add(cluster.warnings());
        cluster.status().ifPresent(status -> token.add(status.configurationsDiffer() ? 1 : 0));
        cluster.status().map(ClusterStatus::members).orElse(List.of()).forEach(member -> {
            token.add(member.name());
            token.add(member.state());
        });
        token.add(configuration.hash());
        token.add(configuration.loadedAt());
        token.add(configuration.pending());
        token.add(health.toString());
        token.add(storage.trouble());
        token.add(isFresh);
        evaluator.ifPresent(condition -> {
            token.add(condition.targets().toString());
            token.add(condition.rules().toString());
            token.add(condition.fullness());
        });
        return token.toString();
    }
}
