package io.tocsin.server.durability;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where the server is at the moment; holds clients back while there is none, or while they shall rest. Thread-safe. */
final class Gate {
    private @Nullable InetSocketAddress address;
    private int inside;

    synchronized void open(InetSocketAddress server) {
        address = server;
        notifyAll();
    }

    /** Lets nobody in any more, without waiting for those who are. */
    synchronized void close() {
        address = null;
    }

    /** Waits until everybody who went in is out. */
    synchronized void awaitEmpty() throws InterruptedException {
        while (inside > 0) {
            wait();
        }
    }

    /** Waits for the server; whoever comes back from this must {@link #leave}. */
    synchronized InetSocketAddress enter() throws InterruptedException {
        InetSocketAddress server = address;
        while (server == null) {
            wait();
            server = address;
        }
        inside++;
        return server;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }
}
