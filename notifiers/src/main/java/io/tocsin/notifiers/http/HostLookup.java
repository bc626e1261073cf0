package io.tocsin.notifiers.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.util.List;

/** Finds the addresses of a name. */
@FunctionalInterface
interface HostLookup {
    /**
     * All addresses of a name, in the order of preference; at least one. Fails where there is none.
     *
     * @param host a name, or an address, which is its own
     */
    Future<List<byte[]>> addresses(String host);

    /** As Vert.x looks names up when it connects; it has no public way to ask. */
    static HostLookup of(Vertx vertx) {
        return host -> ((VertxInternal) vertx)
                .nameResolver()
                .resolveAll(host)
                .map(found -> found.stream()
                        .map(InetSocketAddress::getAddress)
                        .map(address -> address.getAddress())
                        .toList());
    }
}
