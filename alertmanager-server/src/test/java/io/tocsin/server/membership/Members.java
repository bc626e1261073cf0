package io.tocsin.server.membership;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.cluster.member.ClusterStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Clusters for tests. */
public final class Members {
    private Members() {}

    /** As {@code name}, one of the members, sees it. */
    public static ClusterStatus seenBy(String name, boolean isSettled, Member... members) {
        return new ClusterStatus(name, isSettled, "00ff", List.of(members));
    }

    /** The one that looks. */
    public static Member self(String name, State state, long configHash) {
        return new Member(
                name,
                "127.0.0.1:9094",
                true,
                state,
                "0.1.0",
                configHash,
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** Another one, whose clock is a quarter of a second behind and for which three versions wait. */
    public static Member other(String name, State state, long configHash) {
        return new Member(
                name,
                "127.0.0.1:9095",
                false,
                state,
                "0.1.0",
                configHash,
                Duration.ofMillis(-250),
                3,
                Optional.of(Instant.parse("2026-01-01T00:00:01Z")),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")));
    }
}
