package io.tocsin.cluster.hazelcast;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.seal.ClusterSecret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node is reached and how it finds others, as the flags give it.
 *
 * @param listen {@code --cluster.listen-address}; an empty host, {@code 0.0.0.0} and {@code ::} stand for every address of
 *     the machine, port 0 for any free one
 * @param advertise {@code --cluster.advertise-address}, what the others are told
 * @param allowsPublicAddress whether a public address of this machine may be told them where it has no private one
 * @param seeds {@code --cluster.peer}, in their order
 * @param label {@code --cluster.label}: nodes with another one never meet
 * @param secret without it, whoever reaches the port takes part
 * @param resolveTimeout {@code --cluster.peers-resolve-timeout}: how long a look for others waits for names; the first one, at
 *     the start, waits for three seconds
 * @param reconnectInterval {@code --cluster.reconnect-interval}: pause between two looks for seeds that are not there; two
 *     seconds for two minutes after a start, or after somebody has come or gone
 * @param reconnectTimeout {@code --cluster.reconnect-timeout}: how long a node that was there and is gone is looked for
 * @param tcpTimeout {@code --cluster.tcp-timeout}: of an answer
 * @param probeInterval {@code --cluster.probe-interval}: between two signs of life; whole seconds, rounded up, and ten of
 *     them without a sign are a death
 * @param probeTimeout {@code --cluster.probe-timeout}: of connecting to a node, and of each answer in its handshake; at least a
 *     millisecond, and whole seconds, rounded up, where Hazelcast connects
 */
public record HazelcastSettings(
        HostPort listen,
        Optional<HostPort> advertise,
        boolean allowsPublicAddress,
        List<HostPort> seeds,
        String label,
        Optional<ClusterSecret> secret,
        Duration resolveTimeout,
        Duration reconnectInterval,
        Duration reconnectTimeout,
        Duration tcpTimeout,
        Duration probeInterval,
        Duration probeTimeout) {
    public HazelcastSettings {
        requireNonNull(listen, "listen");
        requireNonNull(advertise, "advertise");
        seeds = List.copyOf(seeds);
        requireNonNull(label, "label");
        requireNonNull(secret, "secret");
        requirePositive("resolveTimeout", resolveTimeout);
        requirePositive("reconnectInterval", reconnectInterval);
        requirePositive("reconnectTimeout", reconnectTimeout);
        requirePositive("tcpTimeout", tcpTimeout);
        requirePositive("probeInterval", probeInterval);
        requirePositive("probeTimeout", probeTimeout);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
