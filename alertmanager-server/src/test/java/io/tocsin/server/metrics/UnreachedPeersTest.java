package io.tocsin.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cluster.member.ClusterStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnreachedPeersTest {
    private static final ClusterStatus ALONE = new ClusterStatus("a", true, "", List.of());

    private long nanos;
    private final UnreachedPeers peers = new UnreachedPeers(() -> nanos);

    @Test
    void tried_neverReached_isMissing() {
        assertThat(peers.tried("b:9094", false)).isTrue();
        assertThat(peers.tried("b:9094", false)).isTrue();
        assertThat(peers.besides(ALONE)).isEqualTo(1);
    }

    @Test
    void tried_reachedAtOnce_wasNotReachedAgain() {
        assertThat(peers.tried("b:9094", true)).isFalse();
        peers.tried("b:9094", false);
        assertThat(peers.tried("b:9094", true)).isTrue();
        assertThat(peers.besides(ALONE)).isZero();
    }

    @Test
    void tried_leftWithAGoodbye_isNotMissedUntilItHasBeenBack() {
        peers.left("b:9094");
        assertThat(peers.tried("b:9094", false)).isFalse();
        assertThat(peers.besides(ALONE)).isZero();
        peers.joined("b:9094");
        assertThat(peers.tried("b:9094", false)).isTrue();
    }

    @Test
    void besides_noLongerLookedFor_isForgotten() {
        peers.tried("b:9094", false);
        nanos += Duration.ofMinutes(11).toNanos();
        assertThat(peers.besides(ALONE)).isZero();
    }
}
