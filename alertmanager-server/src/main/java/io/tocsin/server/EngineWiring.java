package io.tocsin.server;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.server.clustering.Clustering;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import io.tocsin.server.router.EngineLog;
import io.tocsin.server.router.EngineMetrics;
import io.tocsin.server.router.EngineThreads;
import io.tocsin.server.router.StoredAlerts;
import io.tocsin.server.router.StoredSilences;
import io.tocsin.server.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as the server runs it: its ports filled, and watched. */
final class EngineWiring {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWiring.class);

    /** Drawn from per call: the generator of the calling thread needs no lock. */
    static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

    private EngineWiring() {}

    static Engine engine(Base base, EnginePorts ports, RoutingPlan plan) {
        Engine engine = new Engine(ports, settings(base.options()), plan);
        observe(engine, base.metrics(), base.clock());
        base.metrics().alerts().perAlertNameLimit(base.options().alerts().perAlertNameLimit());
        return engine;
    }

    private static void observe(Engine engine, ServerMetrics metrics, InstantSource clock) {
        metrics.dispatch().groupsFrom(engine::groupCount);
        metrics.alerts().statesFrom(new StoredAlerts(engine));
        metrics.silences().statesFrom(new StoredSilences(engine.silences(), clock));
    }

    static EnginePorts ports(
            Base base, EngineThreads threads, Storage storage, List<EngineListener> watchers, Clustering clustering) {
        return new EnginePorts(
                threads.intake(),
                threads.shardOwners(),
                threads.notifiers(),
                System::nanoTime,
                RANDOM,
                storage.state(),
                clustering.replication(),
                telling(listeners(base, watchers, clustering)),
                silenceRules(base.options(), base.mode()));
    }

    private static List<EngineListener> listeners(Base base, List<EngineListener> watchers, Clustering clustering) {
        List<EngineListener> listeners = new ArrayList<>(List.of(
                new EngineMetrics(base.metrics()),
                new EngineLog(base.options().silences().isLogged()),
                clustering.engineListener()));
        listeners.addAll(watchers);
        return listeners;
    }

    private static EngineListener telling(List<EngineListener> listeners) {
        return event -> listeners.forEach(each -> tell(each, event));
    }

    private static void tell(EngineListener listener, EngineEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            // Counting must never get in the way of notifying.
            LOG.atError().setCause(e).log("Internal error while counting");
        }
    }

    private static SilenceRules silenceRules(ServerOptions options, MatcherMode mode) {
        ServerOptions.Silences limits = options.silences();
        return new SilenceRules(
                options.data().retention(),
                new SilenceLimits(limits.maxSilences(), limits.maxSilenceSizeBytes()),
                mode::isLabelName,
                () -> UUID.randomUUID().toString());
    }

    private static EngineSettings settings(ServerOptions options) {
        return new EngineSettings(
                options.data().retention(),
                options.alerts().gcInterval(),
                options.data().maintenanceInterval(),
                options.dispatch().startDelay(),
                (int) Math.min(options.alerts().perAlertNameLimit(), Integer.MAX_VALUE),
                options.notifications().resolvesWhileMuted());
    }

    /** What mutes a stored alert, as the API shows it. */
    static AlertStatus statusOf(Engine engine, InstantSource clock, Alert alert) {
        List<String> silencedBy = engine.silences().silencing(alert.labels(), clock.instant());
        List<String> inhibitedBy = engine.inhibitionOf(alert.labels())
                .map(inhibition -> List.of(inhibition.source().fingerprint().toString()))
                .orElse(List.of());
        return silencedBy.isEmpty() && inhibitedBy.isEmpty()
                ? AlertStatus.ACTIVE
                : new AlertStatus(silencedBy, inhibitedBy);
    }
}
