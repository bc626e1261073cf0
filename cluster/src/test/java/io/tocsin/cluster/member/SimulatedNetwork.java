package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.transport.Node;
import io.tocsin.cluster.transport.Transport;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A network in virtual time that delays messages, loses them or their answers, delivers them twice, and notices only after a
 * while that somebody is gone. All of it follows from the seed.
 */
final class SimulatedNetwork {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final VirtualTime time;
    private final Random random;
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Set<String> cutOff = new LinkedHashSet<>();
    private Duration delayMax = Duration.ofMillis(2);
    private double lossRate;
    private double repeatRate;
    private int started;
    private long messages;

    SimulatedNetwork(VirtualTime time, Random random) {
        this.time = requireNonNull(time, "time");
        this.random = requireNonNull(random, "random");
    }

    /** @param lossRate of messages, and of answers; {@code repeatRate} of messages that come twice */
    void behave(Duration longest, double lossRate, double repeatRate) {
        delayMax = longest;
        this.lossRate = lossRate;
        this.repeatRate = repeatRate;
    }

    Station station(String address) {
        return new Station(address);
    }

    /** Messages that were sent up to now. */
    long messages() {
        return messages;
    }

    /** The process is dead: the others notice after {@code noticed}. */
    void kill(Station station, Duration noticed) {
        station.isUp = false;
        after(noticed, () -> leave(station));
    }

    /** The same, where one of the others notices at another time. */
    void kill(Station station, Duration noticed, Station one, Duration noticedByOne) {
        kill(station, noticed);
        one.blindFor = station;
        after(noticedByOne, () -> {
            one.blindFor = null;
            one.lose(station);
        });
    }

    private void leave(Station station) {
        stations.remove(station.node.id());
        stations.values().forEach(other -> other.lose(station));
    }

    /** Some cannot be reached by the others, nor reach them: both sides notice after {@code noticed}. */
    void cutOff(Collection<String> addresses, Duration noticed) {
        cutOff.addAll(addresses);
        after(noticed, this::loseWhoCannotBeReached);
    }

    private void loseWhoCannotBeReached() {
        for (Station one : List.copyOf(stations.values())) {
            for (Station other : List.copyOf(stations.values())) {
                if (!reach(one, other)) {
                    one.lose(other);
                }
            }
        }
    }

    /** All can reach each other again. Those that were cut off are new nodes to the rest, as a transport may make them. */
    void heal() {
        List<Station> back = stations.values().stream()
                .filter(station -> cutOff.contains(station.address))
                .toList();
        cutOff.clear();
        for (Station station : back) {
            stations.values().forEach(other -> other.lose(station));
            stations.remove(station.node.id());
            station.node = node(station.address);
            stations.put(station.node.id(), station);
        }
        meet();
    }

    private void meet() {
        for (Station one : List.copyOf(stations.values())) {
            stations.values().stream()
                    .filter(other -> other != one && reach(one, other))
                    .forEach(one::see);
        }
    }

    private boolean reach(Station one, Station other) {
        return cutOff.contains(one.address) == cutOff.contains(other.address);
    }

    private Node node(String address) {
        return new Node(address + "/" + started++, address);
    }

    private void after(Duration delay, Runnable event) {
        time.schedule(new Object(), time.now().plus(delay), event);
    }

    private Duration onTheWay() {
        return Duration.ofNanos((long) (random.nextDouble() * delayMax.toNanos()));
    }

    /** The transport of one process. */
    final class Station implements Transport {
        private final String address;
        private final Set<Node> seen = new LinkedHashSet<>();
        private Node node;
        private boolean isUp;
        private @Nullable Listener listener;

        /** Whose absence it does not notice yet. */
        private @Nullable Station blindFor;

        private Station(String address) {
            this.address = address;
            this.node = node(address);
        }

        @Override
        public void start(Listener told) {
            listener = told;
            isUp = true;
            stations.put(node.id(), this);
            meet();
        }

        private void see(Station other) {
            if (isUp && seen.add(other.node)) {
                requireNonNull(listener).appeared(other.node);
            }
        }

        private void lose(Station other) {
            if (isUp && blindFor != other && seen.remove(other.node)) {
                requireNonNull(listener).gone(other.node);
            }
        }

        @Override
        public Node self() {
            return node;
        }

        @Override
        public CompletionStage<byte[]> send(Node to, byte[] message) {
            messages++;
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            after(ANSWER_MAX, () -> answer.completeExceptionally(new TimeoutException("no answer from " + to)));
            int times = random.nextDouble() < repeatRate ? 2 : 1;
            for (int i = 0; i < times; i++) {
                if (random.nextDouble() >= lossRate) {
                    after(onTheWay(), () -> deliver(to, message, answer));
                }
            }
            return answer;
        }

        private void deliver(Node to, byte[] message, CompletableFuture<byte[]> answer) {
            Station receiver = stations.get(to.id());
            if (receiver == null || !isUp || !receiver.isUp || !reach(this, receiver)) {
                return;
            }
            requireNonNull(receiver.listener).received(node, message).whenComplete((bytes, problem) -> {
                if (random.nextDouble() >= lossRate && reach(this, receiver)) {
                    after(onTheWay(), () -> {
                        if (bytes == null) {
                            answer.completeExceptionally(requireNonNull(problem));
                        } else {
                            answer.complete(bytes);
                        }
                    });
                }
            });
        }

        @Override
        public void close() {
            isUp = false;
            leave(this);
        }
    }
}
