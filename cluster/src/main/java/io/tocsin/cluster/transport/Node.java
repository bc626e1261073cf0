package io.tocsin.cluster.transport;

import static java.util.Objects.requireNonNull;

/**
 * One run of a process that takes part in the cluster. After a restart it is another node.
 *
 * @param id no other node's; of no meaning but to the transport
 * @param address {@code host:port} at which the others reach it
 */
public record Node(String id, String address) {
    public Node {
        requireNonNull(id, "id");
        requireNonNull(address, "address");
    }
}
