package io.tocsin.cluster.hazelcast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which of many addresses take connections now.
 *
 * <p>Hazelcast waits for each address that does not answer in turn; it is told only of those that do.
 */
final class Reach {
    private static final int AT_ONCE_MAX = 256;

    private Reach() {}

    /** Tries all at once; takes at most {@code timeout}. */
    static Set<HostPort> probe(Collection<HostPort> addresses, Duration timeout) {
        var reached = new LinkedHashSet<HostPort>();
        if (addresses.isEmpty()) {
            return reached;
        }
        try (Selector selector = Selector.open()) {
            try {
                addresses.stream().limit(AT_ONCE_MAX).forEach(address -> connect(selector, address, reached));
                await(selector, System.nanoTime() + timeout.toNanos(), reached);
            } finally {
                selector.keys().forEach(key -> close((SocketChannel) key.channel()));
            }
        } catch (IOException e) {
            // There are no sockets left: nobody can be reached, now.
            return reached;
        }
        return reached;
    }

    private static void connect(Selector selector, HostPort address, Set<HostPort> reached) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            if (channel.connect(new InetSocketAddress(address.host(), address.port()))) {
                reached.add(address);
                close(channel);
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, address);
            }
        } catch (IOException | RuntimeException e) {
            // It cannot be reached: no route, or no address.
            close(channel);
        }
    }

    private static void await(Selector selector, long deadlineNanos, Set<HostPort> reached) throws IOException {
        while (!selector.keys().isEmpty()) {
            long leftMillis =
                    Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                return;
            }
            selector.select(leftMillis);
            for (SelectionKey key : selector.selectedKeys()) {
                finish(key, reached);
            }
            selector.selectedKeys().clear();
            selector.selectNow();
        }
    }

    private static void finish(SelectionKey key, Set<HostPort> reached) {
        var channel = (SocketChannel) key.channel();
        try {
            if (channel.finishConnect()) {
                reached.add((HostPort) key.attachment());
            }
        } catch (IOException e) {
            // It is refused.
        }
        close(channel);
    }

    private static void close(@org.jspecify.annotations.Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // It is of no more use.
        }
    }
}
