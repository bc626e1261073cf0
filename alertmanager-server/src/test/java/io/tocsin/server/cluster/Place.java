package io.tocsin.server.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a member runs.
 *
 * @param program starts it there
 * @param clusterHost the address at which the other members reach it
 * @param api where this process reaches its API; null for a free port of the loopback address
 */
record Place(Path program, String clusterHost, @Nullable InetSocketAddress api) {
    /** Beside this process. */
    static Place loopback(Path program) {
        return new Place(program, InetAddress.getLoopbackAddress().getHostAddress(), null);
    }
}
