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
import io.tocsin.server.storage.RuleStates;
import io.tocsin.server.storage.Storage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

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
                () -> limits(base, engine, storage));
    }

    private static List<UsageLimit> limits(Base base, Engine engine, Storage storage) {
        RecordLog history = storage.history();
        Runtime runtime = Runtime.getRuntime();
        Stream<UsageLimit> always = Stream.of(
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
        return Stream.concat(always, rules(base, storage.rules())).toList();
    }

    /** Of alerts of rules that are kept; none where there are no rules, or nothing is kept. */
    private static Stream<UsageLimit> rules(Base base, RuleStates rules) {
        boolean isKept = base.options().evaluator().isEnabled() && rules.maxBytes() > 0;
        return isKept
                ? Stream.of(UsageLimit.bytes(
                        "rule_states",
                        "Alerts of rules, as a restart needs them",
                        rules.sizeBytes(),
                        OptionalLong.of(rules.maxBytes())))
                : Stream.empty();
    }

    private static OptionalLong limit(long max) {
        return max > 0 ? OptionalLong.of(max) : OptionalLong.empty();
    }
}
