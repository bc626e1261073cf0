package io.tocsin.cluster.hazelcast;

import static org.awaitility.Awaitility.await;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.seal.ClusterSecret;
import io.tocsin.cluster.transport.Node;
import io.tocsin.cluster.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A node on the loopback address; it answers messages with themselves or as they say, and what was asked of it is remembered. */
final class TestNode implements Transport.Listener, AutoCloseable {
    final HazelcastTransport transport;
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<ClusterEvent> events = new CopyOnWriteArrayList<>();
    final Set<Node> others = ConcurrentHashMap.newKeySet();

    private TestNode(HazelcastSettings settings, long seed, NameLookup lookup) {
        transport = new HazelcastTransport(settings, events::add, new Random(seed), lookup);
    }

    /** How a node is set up. */
    record Setup(
            String host, int port, String label, @Nullable String secret, List<String> seeds, NameLookup lookup) {
        static Setup of(String... seeds) {
            return new Setup("127.0.0.1", 0, "", null, Arrays.asList(seeds), NameLookup.SYSTEM);
        }

        Setup host(String host) {
            return new Setup(host, port, label, secret, seeds, lookup);
        }

        Setup port(int port) {
            return new Setup(host, port, label, secret, seeds, lookup);
        }

        Setup withSeed(String seed) {
            return new Setup(host, port, label, secret, List.of(seed), lookup);
        }

        Setup label(String label) {
            return new Setup(host, port, label, secret, seeds, lookup);
        }

        Setup secret(String secret) {
            return new Setup(host, port, label, secret, seeds, lookup);
        }

        Setup lookup(NameLookup lookup) {
            return new Setup(host, port, label, secret, seeds, lookup);
        }

        TestNode start() {
            return startWith(System.nanoTime());
        }

        private TestNode startWith(long seed) {
            var node = new TestNode(settings(), seed, lookup);
            node.transport.start(node);
            return node;
        }

        HazelcastSettings settings() {
            return new HazelcastSettings(
                    new HostPort(host, port),
                    Optional.empty(),
                    false,
                    seeds.stream().map(HostPort::parse).toList(),
                    label,
                    Optional.ofNullable(secret).map(ClusterSecret::parse),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofHours(6),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500));
        }
    }

    String address() {
        return transport.self().address();
    }

    int port() {
        return HostPort.parse(address()).port();
    }

    @Override
    public void appeared(Node node) {
        log.add("appeared " + node.address());
        others.add(node);
    }

    @Override
    public void gone(Node node) {
        log.add("gone " + node.address());
        others.remove(node);
    }

    @Override
    public CompletionStage<byte[]> received(Node from, byte[] message) {
        String text = new String(message, 0, Math.min(message.length, 100), StandardCharsets.UTF_8);
        log.add("received " + text + " from " + from.id());
        if (text.startsWith("long ")) {
            return CompletableFuture.completedFuture(new byte[Integer.parseInt(text.substring(5))]);
        }
        return text.startsWith("refuse")
                ? CompletableFuture.failedFuture(new IllegalArgumentException("no " + text))
                : CompletableFuture.completedFuture(message);
    }

    void awaitOthers(TestNode... nodes) {
        var expected = new ArrayList<Node>();
        for (TestNode node : nodes) {
            expected.add(node.transport.self());
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> others.equals(Set.copyOf(expected)));
    }

    byte[] ask(TestNode to, byte[] message) throws ExecutionException, InterruptedException, TimeoutException {
        return transport
                .send(to.transport.self(), message)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    String ask(TestNode to, String message) throws ExecutionException, InterruptedException, TimeoutException {
        return new String(ask(to, message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    void kill() {
        transport.terminate();
    }

    @Override
    public void close() {
        transport.close();
    }
}
