package io.tocsin.server.flags;

import io.tocsin.server.flags.ServerOptions.Cluster;
import io.tocsin.server.flags.ServerOptions.ClusterTimings;
import java.time.Duration;

/**
 * The flags of the cluster: the original's, as far as they mean anything over another wire, and the file with the secret.
 *
 * @see "Upstream: cmd/alertmanager, v0.34.0"
 */
final class ClusterFlags {
    private static final Flag<String> LISTEN = Flag.text(
                    "cluster.listen-address",
                    "Address for the other members of the cluster; empty turns clustering off. Without this flag and"
                            + " without a peer the server runs alone, and no port is opened.")
            .withDefault("0.0.0.0:9094");
    private static final Flag<String> ADVERTISE = Flag.text(
            "cluster.advertise-address",
            "Address at which the others reach this member; the listen address when not given, or a private one of"
                    + " the machine where that is every address.");
    private static final Flag<String> PEER_NAME = Flag.text(
                    "cluster.peer-name", "Name of this member, its own in the cluster; a random one when empty.")
            .withDefault("");
    private static final Flag<String> PEER = Flag.text(
                    "cluster.peer",
                    "Member to contact, host:port. A name may stand for several, and is resolved again whenever members are"
                            + " looked for. Repeatable.")
            .repeatable();
    private static final Flag<String> SECRET_FILE = Flag.text(
                    "cluster.secret-file",
                    "File with a secret that all members share, at least 16 characters: it encrypts and authenticates"
                            + " what they say. Without it the network between them must be trusted.")
            .withDefault("");
    private static final Flag<Duration> PEER_TIMEOUT =
            duration("cluster.peer-timeout", "15s", "How long a member waits for each one that comes before it.");
    private static final Flag<Duration> PEERS_RESOLVE_TIMEOUT = duration(
            "cluster.peers-resolve-timeout",
            "15s",
            "Longest time to resolve the names of peers; three seconds at the start.");
    private static final Flag<Duration> GOSSIP_INTERVAL = duration(
            "cluster.gossip-interval",
            "200ms",
            "Ten of these lie between two looks at whether the cluster has settled. News do not wait for it.");
    private static final Flag<Duration> PUSH_PULL_INTERVAL = duration(
            "cluster.pushpull-interval", "1m0s", "Pause between two comparisons of everything with another member.");
    private static final Flag<Duration> TCP_TIMEOUT =
            duration("cluster.tcp-timeout", "10s", "Longest time until another member answers a message.");
    private static final Flag<Duration> PROBE_TIMEOUT = duration(
            "cluster.probe-timeout",
            "500ms",
            "Longest time to connect to a member, and until each answer in its handshake.");
    private static final Flag<Duration> PROBE_INTERVAL = duration(
            "cluster.probe-interval",
            "1s",
            "Pause between two signs of life, in whole seconds; a member that gives none ten times is gone.");
    private static final Flag<Duration> SETTLE_TIMEOUT = duration(
            "cluster.settle-timeout",
            "1m0s",
            "Longest wait for calm, and for what the others know, before this member says that it takes part.");
    private static final Flag<Duration> RECONNECT_INTERVAL = duration(
            "cluster.reconnect-interval",
            "10s",
            "Pause between two looks for missing members; two seconds after a start or a change, for two minutes.");
    private static final Flag<Duration> RECONNECT_TIMEOUT =
            duration("cluster.reconnect-timeout", "6h0m0s", "How long a lost member is looked for.");
    private static final Flag<String> TLS = Flag.text(
                    "cluster.tls-config",
                    "File with settings for TLS between members. Not supported yet: refused at start; see"
                            + " --cluster.secret-file.")
            .withDefault("");
    private static final Flag<Boolean> ALLOW_PUBLIC = Flag.toggle(
            "cluster.allow-insecure-public-advertise-address-discovery",
            "Advertise a public address when there is no private one.");
    private static final Flag<String> LABEL = Flag.text(
                    "cluster.label", "Members with another label are not talked to.")
            .withDefault("");

    private ClusterFlags() {}

    /** The original's, in its order. */
    static Flag<?>[] upstream() {
        return new Flag<?>[] {
            LISTEN,
            ADVERTISE,
            PEER_NAME,
            PEER,
            PEER_TIMEOUT,
            PEERS_RESOLVE_TIMEOUT,
            GOSSIP_INTERVAL,
            PUSH_PULL_INTERVAL,
            TCP_TIMEOUT,
            PROBE_TIMEOUT,
            PROBE_INTERVAL,
            SETTLE_TIMEOUT,
            RECONNECT_INTERVAL,
            RECONNECT_TIMEOUT,
            TLS,
            ALLOW_PUBLIC,
            LABEL
        };
    }

    /** Tocsin's own. */
    static Flag<String> secretFile() {
        return SECRET_FILE;
    }

    static Cluster options(Invocation line) {
        return new Cluster(
                line.text(LISTEN),
                line.text(ADVERTISE),
                line.text(PEER_NAME),
                line.values(PEER),
                line.text(SECRET_FILE),
                line.isGiven(SECRET_FILE),
                line.text(TLS),
                line.text(LABEL),
                line.value(ALLOW_PUBLIC),
                line.isGiven(PEER) || line.isGiven(LISTEN),
                timings(line));
    }

    private static ClusterTimings timings(Invocation line) {
        return new ClusterTimings(
                line.value(PEER_TIMEOUT),
                line.value(PEERS_RESOLVE_TIMEOUT),
                line.value(GOSSIP_INTERVAL),
                line.value(PUSH_PULL_INTERVAL),
                line.value(TCP_TIMEOUT),
                line.value(PROBE_TIMEOUT),
                line.value(PROBE_INTERVAL),
                line.value(SETTLE_TIMEOUT),
                line.value(RECONNECT_INTERVAL),
                line.value(RECONNECT_TIMEOUT));
    }

    private static Flag<Duration> duration(String name, String defaultText, String help) {
        return Flag.of(name, FlagType.DURATION, help).withDefault(defaultText);
    }
}
