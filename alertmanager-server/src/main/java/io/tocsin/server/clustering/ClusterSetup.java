package io.tocsin.server.clustering;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.hazelcast.ClusterPort;
import io.tocsin.cluster.hazelcast.ClusterStartException;
import io.tocsin.cluster.hazelcast.HazelcastSettings;
import io.tocsin.cluster.hazelcast.HostPort;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.MemberSettings;
import io.tocsin.cluster.seal.ClusterSecret;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.flags.ServerOptions.ClusterTimings;
import io.tocsin.server.release.Release;
import io.tocsin.server.storage.DiskFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What the flags make of the cluster: checked, with the port tried and the secret read.
 *
 * @param warnings what operators should change, a sentence each
 */
record ClusterSetup(MemberSettings member, HazelcastSettings wire, List<String> warnings) {
    ClusterSetup {
        requireNonNull(member, "member");
        requireNonNull(wire, "wire");
        warnings = List.copyOf(warnings);
    }

    /** @throws ClusteringException the port is taken, or the secret cannot be had */
    static ClusterSetup of(ServerOptions.Cluster flags, String name, RandomGenerator random)
            throws ClusteringException {
        HostPort listen = address("--cluster.listen-address", flags.listenAddress());
        Optional<ClusterSecret> secret = secret(flags.secretFile());
        List<String> warnings = new ArrayList<>();
        if (secret.isEmpty() && !isLoopback(listen.host())) {
            warnings.add(openTo(listen));
        }
        HazelcastSettings wire = wire(flags, listen, seeds(flags.peers(), warnings), secret);
        try {
            ClusterPort.probe(wire);
        } catch (ClusterStartException e) {
            throw ClusteringException.of(e);
        }
        return new ClusterSetup(member(flags, name, random), wire, warnings);
    }

    /** What should be changed as the cluster is now: one that has peers and settled without them sends everything itself. */
    List<String> warnings(ClusterStatus now) {
        if (wire.seeds().isEmpty() || !now.isSettled() || now.present().size() > 1) {
            return warnings;
        }
        List<String> all = new ArrayList<>(warnings);
        all.add("alone, although --cluster.peer names "
                + wire.seeds().stream().map(HostPort::toString).collect(Collectors.joining(", "))
                + ": everything is sent from here, whoever else sends it; the log says why they do not meet");
        return all;
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Says so when it is tried.
            return false;
        }
    }

    private static String openTo(HostPort listen) {
        return "no --cluster.secret-file, and the cluster listens on " + listen
                + ": whoever reaches that port can read and change alerts and silences; give all members one secret, or"
                + " keep the network between them closed";
    }

    private static MemberSettings member(ServerOptions.Cluster flags, String name, RandomGenerator random) {
        ClusterTimings timings = flags.timings();
        return new MemberSettings(
                name,
                random.longs().filter(number -> number != 0).findFirst().orElseThrow(),
                flags.label(),
                Release.current().tocsinVersion(),
                timings.peerTimeout(),
                timings.gossipInterval(),
                timings.pushPullInterval(),
                timings.probeInterval(),
                timings.settleTimeout(),
                timings.reconnectTimeout(),
                !flags.peers().isEmpty());
    }

    private static HazelcastSettings wire(
            ServerOptions.Cluster flags, HostPort listen, List<HostPort> seeds, Optional<ClusterSecret> secret)
            throws ClusteringException {
        ClusterTimings timings = flags.timings();
        Optional<HostPort> advertise = flags.advertiseAddress().isEmpty()
                ? Optional.empty()
                : Optional.of(address("--cluster.advertise-address", flags.advertiseAddress()));
        return new HazelcastSettings(
                listen,
                advertise,
                flags.allowsPublicAddress(),
                seeds,
                flags.label(),
                secret,
                timings.peersResolveTimeout(),
                timings.reconnectInterval(),
                timings.reconnectTimeout(),
                timings.tcpTimeout(),
                timings.probeInterval(),
                timings.probeTimeout());
    }

    /** An address that is none keeps nobody from starting, as in the original, which notices when it connects. */
    private static List<HostPort> seeds(List<String> peers, List<String> warnings) {
        List<HostPort> seeds = new ArrayList<>();
        for (String peer : peers) {
            try {
                seeds.add(address("--cluster.peer", peer));
            } catch (ClusteringException e) {
                warnings.add(e.getMessage() + "; nobody is looked for there");
            }
        }
        return seeds;
    }

    private static HostPort address(String flag, String text) throws ClusteringException {
        try {
            return HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ClusteringException(flag + ": " + e.getMessage());
        }
    }

    private static Optional<ClusterSecret> secret(String file) throws ClusteringException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClusterSecret.parse(Files.readString(Path.of(file))));
        } catch (CharacterCodingException e) {
            throw new ClusteringException("--cluster.secret-file: " + file
                    + " is not text (expected: UTF-8; \"openssl rand -base64 32\" makes a secret)");
        } catch (IOException | InvalidPathException e) {
            throw new ClusteringException("--cluster.secret-file: cannot read " + file + ": " + DiskFailure.reason(e));
        } catch (IllegalArgumentException e) {
            throw new ClusteringException("--cluster.secret-file: " + file + ": " + e.getMessage());
        }
    }
}
