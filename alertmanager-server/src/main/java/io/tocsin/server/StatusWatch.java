package io.tocsin.server;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.server.api.StatusSources;
import io.tocsin.server.api.UsageLimit;
import io.tocsin.server.configuration.LiveConfiguration;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.health.IntakeWatch;
import io.tocsin.server.health.ReceiverHealth;
import io.tocsin.server.prometheus.Evaluator;
import io.tocsin.server.storage.RecordLog;
import io.tocsin.server.storage.Storage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is watched of a server from its start on, for the sake of whoever asks how it fares. */
record StatusWatch(ReceiverHealth receivers, IntakeWatch intake) {
    static StatusWatch by(InstantSource clock) {
        return new StatusWatch(new ReceiverHealth(clock), new IntakeWatch(clock));
    }

    List<EngineListener> listeners() {
        return List.of(receivers, intake);
    }

    StatusSources sources(
            Base base,
            Set<Feature> features,
            LiveConfiguration configuration,
            Engine engine,
            Storage storage,
            Optional<Evaluator> evaluator) {
        return new StatusSources(
                features.stream().map(Feature::flagName).toList(),
                () -> evaluator.map(Evaluator::condition),
                configuration::state,
                receivers,
                intake,
                storage::condition,
                () -> limits(base, engine, storage.history()));
    }

    private static List<UsageLimit> limits(Base base, Engine engine, RecordLog history) {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                UsageLimit.count(
                        "silences",
                        "Silences, expired ones included",
                        engine.silences().size(),
                        limit(base.options().silences().maxSilences())),
                UsageLimit.bytes("history", "History", history.sizeBytes(), OptionalLong.of(history.maxBytes())),
                UsageLimit.bytes(
                        "heap",
                        "Heap",
                        runtime.totalMemory() - runtime.freeMemory(),
                        OptionalLong.of(runtime.maxMemory())));
    }

    private static OptionalLong limit(long max) {
        return max > 0 ? OptionalLong.of(max) : OptionalLong.empty();
    }
}
