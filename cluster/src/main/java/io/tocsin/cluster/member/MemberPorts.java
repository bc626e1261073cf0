package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.transport.Transport;
import io.tocsin.core.engine.Owner;
import io.tocsin.core.label.StringPool;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What a member needs from outside.
 *
 * @param owner of everything that the member knows of the others; nobody else's, so that it is never kept waiting
 * @param workers where all that is held is looked through, which takes tens of milliseconds for 100 000 alerts
 * @param strings shares the texts of versions that come in
 * @param configHash of the configuration in force; 0 if not known. Called from the owner
 * @param monotonicNanos nanoseconds of a clock that only measures differences
 */
public record MemberPorts(
        Transport transport,
        Owner owner,
        Executor workers,
        StringPool strings,
        LongSupplier configHash,
        LongSupplier monotonicNanos,
        ClusterListener listener) {
    public MemberPorts {
        requireNonNull(transport, "transport");
        requireNonNull(owner, "owner");
        requireNonNull(workers, "workers");
        requireNonNull(strings, "strings");
        requireNonNull(configHash, "configHash");
        requireNonNull(monotonicNanos, "monotonicNanos");
        requireNonNull(listener, "listener");
    }
}
