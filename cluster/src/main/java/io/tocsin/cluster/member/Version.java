package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Replica;
import io.tocsin.core.record.ReplicaRecord;

/** A version that goes to other members; written down once for all of them. Immutable. */
final class Version {
    /** Larger ones stay where they were written: a message has to hold them, and both sides have to have room for it. */
    static final int BYTES_MAX = 4 << 20;

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

    boolean fitsIntoMessage() {
        return bytes.length <= BYTES_MAX;
    }

    /** To be told where it does not fit. */
    String whyItStays() {
        return "a version of " + bytes.length + " bytes does not go to the other members (expected: at most "
                + BYTES_MAX + "): " + replica.key();
    }

    boolean isAfter(Version other) {
        return replica.stamp().isAfter(other.replica.stamp());
    }
}
