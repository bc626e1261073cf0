package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Where a server runs.
 *
 * @param entry the command that runs another one there; empty for here
 * @param web where it serves its API
 * @param flags about the cluster
 */
record Place(List<String> entry, InetSocketAddress web, List<String> flags) {
    Place {
        entry = List.copyOf(entry);
        requireNonNull(web, "web");
        flags = List.copyOf(flags);
    }

    /** Here on loopback, without a cluster. */
    static Place alone() {
        return new Place(List.of(), freeAddress(), List.of("--cluster.listen-address="));
    }

    /** A port that was free a moment ago; the server under test would not tell which one it chose. */
    static InetSocketAddress freeAddress() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), probe.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
