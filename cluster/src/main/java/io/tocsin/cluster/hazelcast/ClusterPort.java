package io.tocsin.cluster.hazelcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** The port that a node listens on. */
public final class ClusterPort {
    private static final int BACKLOG = 128;

    private ClusterPort() {}

    /**
     * Tries whether this node could listen there, and whether there is an address to tell others; both should be known
     * before anything else is begun.
     *
     * @throws ClusterStartException if not, in the original's words: {@code create memberlist: Could not set up network
     *     transport: ... bind: address already in use}
     */
    public static void probe(HazelcastSettings settings) {
        AdvertisedAddress.choose(settings, AdvertisedAddress.ofThisMachine());
        try (ServerSocketChannel channel = bind(settings.listen())) {
            channel.getLocalAddress();
        } catch (IOException e) {
            throw failure(settings.listen(), e);
        }
    }

    /** @throws ClusterStartException if that does not work */
    static ServerSocketChannel bind(HostPort listen) {
        InetAddress host = AdvertisedAddress.bindAddress(listen.host());
        try {
            var channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(host, listen.port()), BACKLOG);
                channel.configureBlocking(false);
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(listen, e);
        }
    }

    private static ClusterStartException failure(HostPort listen, IOException e) {
        String why = String.valueOf(e.getMessage())
                .replaceFirst("^Address", "address")
                .replaceFirst("^Cannot", "cannot");
        return new ClusterStartException(
                "create memberlist: Could not set up network transport: failed to obtain an address: "
                        + "Failed to start TCP listener on \"" + listen.host() + "\" port " + listen.port()
                        + ": listen tcp " + listen + ": bind: " + why,
                e);
    }
}
