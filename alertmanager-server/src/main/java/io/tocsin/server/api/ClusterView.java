package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the API shows of the cluster.
 *
 * @param name of this member; empty without clustering
 * @param status {@code ready}, {@code settling} or {@code disabled}
 * @param peers all members, this one included, by name
 */
public record ClusterView(Optional<String> name, String status, List<Peer> peers) {
    public static final ClusterView DISABLED = new ClusterView(Optional.empty(), "disabled", List.of());

    public ClusterView {
        requireNonNull(name, "name");
        requireNonNull(status, "status");
        peers = List.copyOf(peers);
    }

    /** @param address {@code ip:port} */
    public record Peer(String name, String address) {
        public Peer {
            requireNonNull(name, "name");
            requireNonNull(address, "address");
        }
    }
}
