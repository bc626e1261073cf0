package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ClusterPortTest {
    @Test
    void probe_portInUse_saysSoInTheOriginalsWords() throws Exception {
        try (var taken = ClusterPort.bind(new HostPort("127.0.0.1", 0))) {
            int port = taken.socket().getLocalPort();
            assertThatThrownBy(() ->
                            ClusterPort.probe(TestNode.Setup.of().port(port).settings()))
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessage("create memberlist: Could not set up network transport: failed to obtain an address: "
                            + "Failed to start TCP listener on \"127.0.0.1\" port " + port + ": listen tcp 127.0.0.1:"
                            + port + ": bind: address already in use");
        }
    }

    @Test
    void probe_portFree_leavesItFree() throws Exception {
        int port;
        try (var free = ClusterPort.bind(new HostPort("127.0.0.1", 0))) {
            port = free.socket().getLocalPort();
        }
        var settings = TestNode.Setup.of().port(port).settings();
        ClusterPort.probe(settings);
        assertThatCode(() -> ClusterPort.probe(settings)).doesNotThrowAnyException();
    }
}
