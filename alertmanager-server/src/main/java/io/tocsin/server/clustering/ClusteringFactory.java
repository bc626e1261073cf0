package io.tocsin.server.clustering;

import io.tocsin.server.flags.ServerOptions;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What the flags ask of the cluster, checked: the port can be had, the secret is known. */
public interface ClusteringFactory {
    /** Makes it; called once. */
    Clustering open(ClusteringPorts ports);

    /**
     * Checks what the flags ask.
     *
     * @param random makes the name and the number that this member has not been given
     * @throws ClusteringException the port is taken, or the secret cannot be had
     */
    static ClusteringFactory of(ServerOptions.Cluster flags, Instant now, RandomGenerator random)
            throws ClusteringException {
        if (!flags.isEnabled()) {
            return ports -> LoneServer.unclustered(flags);
        }
        String name = flags.peerName().isEmpty() ? RandomName.of(now, random) : flags.peerName();
        if (!flags.isStarted()) {
            return ports -> LoneServer.inClusterOfOne(name, flags, ports);
        }
        ClusterSetup setup = ClusterSetup.of(flags, name, random);
        return ports -> new JoinedServer(setup, ports);
    }
}
