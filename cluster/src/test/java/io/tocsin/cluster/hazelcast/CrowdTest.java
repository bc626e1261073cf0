package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.cluster.hazelcast.TestNode.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** However many call and do not show who they are, members come together. */
@Execution(ExecutionMode.CONCURRENT)
final class CrowdTest {
    private static final String SECRET = "correct horse battery staple";

    @Test
    void callers_thatSayNothing_areOnlySoMany() throws Exception {
        try (TestNode node = Setup.of().start();
                TestNode second = Setup.of(node.address()).start()) {
            second.awaitOthers(node);
            var waiting = new ArrayList<Socket>();
            try {
                for (int i = 0; i <= Visitors.OF_A_HOST_MAX; i++) {
                    waiting.add(call("127.0.0.9", node));
                }
                Socket first = waiting.get(0);
                first.setSoTimeout(60_000);
                assertThat(isEnded(first)).isTrue();
                for (Socket later : waiting.subList(1, waiting.size())) {
                    later.setSoTimeout(10);
                    assertThat(isEnded(later)).isFalse();
                }
                assertThat(second.ask(node, "alive?")).isEqualTo("alive?");
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void member_joinsWhileAStrangerCallsWithoutEnd() throws Exception {
        try (TestNode node = Setup.of().secret(SECRET).start();
                Flood flood = Flood.of(node, List.of("127.0.0.9"));
                TestNode second = Setup.of(node.address())
                        .host("127.0.0.2")
                        .secret(SECRET)
                        .start()) {
            second.awaitOthers(node);
            node.awaitOthers(second);
            assertThat(second.ask(node, "hello")).isEqualTo("hello");
            assertThat(flood.outcome).isNotDone();
        }
    }

    @Test
    void node_callsOthersWhileAllPlacesOfCallersAreTaken() throws Exception {
        var names = new FakeNames();
        try (TestNode other = Setup.of().host("127.0.0.2").secret(SECRET).start();
                TestNode node = Setup.of("other.test:" + other.port())
                        .secret(SECRET)
                        .lookup(names)
                        .start();
                Flood flood =
                        Flood.of(node, List.of("127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4", "127.0.1.5"))) {
            names.resolve("other.test", "127.0.0.2");
            node.awaitOthers(other);
            other.awaitOthers(node);
            assertThat(node.ask(other, "hello")).isEqualTo("hello");
            assertThat(flood.outcome).isNotDone();
        }
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static Socket call(String from, TestNode node) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), node.port(), InetAddress.getByName(from), 0);
    }

    /** Has so many connections to a node, of which it opens others when they end; says what nodes begin with, and waits. */
    private static final class Flood implements AutoCloseable {
        private static final int AT_ONCE = 400;
        private static final int PAUSE_MILLIS = 3;

        private final TestNode node;
        private final List<String> hosts;
        private final Selector selector;
        private final Thread thread = new Thread(this::run, "flood");
        private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();
        private final AtomicInteger called = new AtomicInteger();
        private volatile boolean isClosed;

        private Flood(TestNode node, List<String> hosts) throws IOException {
            this.node = node;
            this.hosts = hosts;
            selector = Selector.open();
        }

        /** Is there when this returns. */
        static Flood of(TestNode node, List<String> hosts) throws IOException {
            var flood = new Flood(node, hosts);
            flood.thread.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> flood.called.get() >= AT_ONCE);
            return flood;
        }

        private void run() {
            try (selector) {
                while (!isClosed) {
                    selector.selectNow(key -> hear((SocketChannel) key.channel()));
                    if (selector.keys().size() < AT_ONCE) {
                        call();
                        called.incrementAndGet();
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
                }
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
                outcome.complete(null);
            } catch (IOException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        }

        private void call() throws IOException {
            var channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(hosts.get(called.get() % hosts.size()), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            try {
                channel.write(ByteBuffer.wrap("HZC".getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                // It was ended at once.
                channel.close();
            }
        }

        private static void hear(SocketChannel channel) {
            try {
                if (isEnded(channel)) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isEnded(SocketChannel channel) {
            try {
                return channel.read(ByteBuffer.allocate(64)) < 0;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() {
            isClosed = true;
            outcome.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }
}
