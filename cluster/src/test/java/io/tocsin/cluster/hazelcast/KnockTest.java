package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tocsin.cluster.seal.ClusterIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KnockTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ClusterIdentity identity = new ClusterIdentity("", Optional.empty());

    /** Zero milliseconds would be no limit for a socket. */
    @Test
    void at_limitBelowAMillisecond_isOneAllTheSame() throws IOException {
        var visitors = new Visitors(identity, event -> {}, Runnable::run);
        var knock = new Knock(identity, visitors, Runnable::run, Duration.ofNanos(1));
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new HostPort("127.0.0.1", silent.getLocalPort());

            Knock.Found found = assertTimeoutPreemptively(LONGEST, () -> knock.at(List.of(address)));

            assertThat(found.speaking()).isEmpty();
            assertThat(found.problems().get(address)).endsWith("will retry");
        }
    }
}
