package io.tocsin.server.clustering;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.cluster.member.ClusterStatus.State;
import io.tocsin.server.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a member shows while it knows of no other one. */
final class ClusterOfOne {
    private ClusterOfOne() {}

    /** @param isReady whether it sends; else it waits for the cluster */
    static ClusterStatus status(String name, String address, boolean isReady, long configHash) {
        Member self = new Member(
                name,
                address,
                true,
                isReady ? State.RANKED : State.JOINING,
                Release.current().tocsinVersion(),
                configHash,
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.empty());
        return new ClusterStatus(name, isReady, "", List.of(self));
    }
}
