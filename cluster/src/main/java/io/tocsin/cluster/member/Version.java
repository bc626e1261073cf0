package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Replica;
import io.tocsin.core.record.ReplicaRecord;

/** A version that goes to other members; written down once for all of them. Immutable. */
final class Version {
    private final Replica replica;
    private final byte[] bytes;

    Version(Replica replica) {
        this.replica = requireNonNull(replica, "replica");
        this.bytes = ReplicaRecord.encode(replica);
    }

    Replica replica() {
        return replica;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    boolean isAfter(Version other) {
        return replica.stamp().isAfter(other.replica.stamp());
    }
}
