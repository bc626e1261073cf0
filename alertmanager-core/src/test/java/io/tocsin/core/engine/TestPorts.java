package io.tocsin.core.engine;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What an engine that is tested stands on, where a test has no reason to choose: one owner, the same luck each time. */
public final class TestPorts {
    private static final Duration RETENTION = Duration.ofDays(5);

    private TestPorts() {}

    public static EnginePorts of(
            Owner owner,
            LongSupplier monotonicNanos,
            StateStore store,
            EngineListener listener,
            Supplier<String> silenceIds) {
        return new EnginePorts(
                owner,
                List.of(owner),
                Runnable::run,
                monotonicNanos,
                new Random(1),
                store,
                new LoneMember(),
                listener,
                new SilenceRules(RETENTION, SilenceLimits.NONE, LabelName::isUtf8, silenceIds));
    }

    /** The same of a member that is not alone. */
    public static EnginePorts with(EnginePorts ports, Replication replication) {
        return new EnginePorts(
                ports.intake(),
                ports.shards(),
                ports.workers(),
                ports.monotonicNanos(),
                ports.random(),
                ports.store(),
                replication,
                ports.listener(),
                ports.silenceRules());
    }
}
