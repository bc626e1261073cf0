package io.tocsin.server.metrics;

import static java.util.stream.Collectors.toSet;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.cluster.event.ClusterEvent.Topic;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The cluster, under the original's names; also for a server that is alone in it, because there it counts itself from the
 * start. Not registered where clustering is off, as there. Thread-safe.
 *
 * <p>What has the name of a member is shown as long as {@link ClusterStatus} knows that member.
 */
public final class ClusterMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    /** The original's names of what it gossips. */
    private static final String[] STATES = {"nfl", "sil"};

    private final Counter received;
    private final Counter receivedBytes;
    private final Counter sent;
    private final Counter sentBytes;
    private final Counter pruned;
    private final Counter joined;
    private final Counter left;
    private final Counter updated;
    private final Counter reconnections;
    private final Counter reconnectionsFailed;
    private final Counter refreshes;
    private final Counter refreshesFailed;
    private final Counter nameConflicts;
    private final Counter alive;
    private final Histogram pings;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final UnreachedPeers unreached = new UnreachedPeers(System::nanoTime);

    /**
     * @param name of this member
     * @param status asked at every scrape
     */
    ClusterMetrics(PrometheusRegistry registry, String name, Supplier<ClusterStatus> status) {
        registry.register(new MembershipMetrics(() -> current(status), unreached));
        received = byTopic(registry, "alertmanager_cluster_messages_received_total", "Messages of other members.");
        receivedBytes = byTopic(registry, "alertmanager_cluster_messages_received_size_total", "Their bytes.");
        sent = byTopic(registry, "alertmanager_cluster_messages_sent_total", "Messages to other members.");
        sentBytes = byTopic(registry, "alertmanager_cluster_messages_sent_size_total", "Their bytes.");
        pruned = plain(
                registry,
                "alertmanager_cluster_messages_pruned_total",
                "Versions that were not sent because too many waited; the next exchange brings them.");
        joined = plain(registry, "alertmanager_cluster_peers_joined_total", "Members that came, this one included.");
        left = plain(registry, "alertmanager_cluster_peers_left_total", "Members that left or were lost.");
        updated = plain(
                registry,
                "alertmanager_cluster_peers_update_total",
                "Times that a member told something new of itself.");
        reconnections =
                plain(registry, "alertmanager_cluster_reconnections_total", "Lost members that were reached again.");
        reconnectionsFailed = plain(
                registry,
                "alertmanager_cluster_reconnections_failed_total",
                "Attempts to reach a lost member that failed.");
        refreshes = plain(
                registry,
                "alertmanager_cluster_refresh_join_total",
                "Members found because the names of peers were resolved again.");
        refreshesFailed = plain(
                registry,
                "alertmanager_cluster_refresh_join_failed_total",
                "Addresses of peers, resolved again, that could not be reached.");
        nameConflicts = plain(
                registry, "alertmanager_cluster_peer_name_conflicts_total", "Times that two members had one name.");
        alive = Counters.labelled(
                registry, "alertmanager_cluster_alive_messages_total", "Signs of life, by member.", "peer");
        pings = Histogram.builder()
                .name("alertmanager_cluster_pings_seconds")
                .help("Time until a member answers a greeting.")
                .labelNames("peer")
                .classicOnly()
                .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5)
                .withoutExemplars()
                .register(registry);
        registerOversize(registry);
        joined.inc();
        lives(name);
    }

    /** No message is too large for its way here: all stay 0, as they do there until one is. */
    private static void registerOversize(PrometheusRegistry registry) {
        Counter tooLarge = Counters.labelled(
                registry,
                "alertmanager_oversized_gossip_message_sent_total",
                "Always 0: no message is too large.",
                "key");
        Counter failed = Counters.labelled(
                registry,
                "alertmanager_oversized_gossip_message_failure_total",
                "Always 0: no message is too large.",
                "key");
        Counter dropped = Counters.labelled(
                registry,
                "alertmanager_oversized_gossip_message_dropped_total",
                "Always 0: no message is too large.",
                "key");
        Histogram duration = Histogram.builder()
                .name("alertmanager_oversize_gossip_message_duration_seconds")
                .help("Always empty: no message is too large.")
                .labelNames("key")
                .classicOnly()
                .withoutExemplars()
                .register(registry);
        for (String state : STATES) {
            tooLarge.initLabelValues(state);
            failed.initLabelValues(state);
            dropped.initLabelValues(state);
            duration.initLabelValues(state);
        }
    }

    /** Takes away what belongs to members that are gone. */
    private ClusterStatus current(Supplier<ClusterStatus> source) {
        ClusterStatus status = source.get();
        Set<String> known = status.present().stream().map(Member::name).collect(toSet());
        heard.removeIf(name -> {
            boolean isGone = !known.contains(name);
            if (isGone) {
                alive.remove(name);
                pings.remove(name);
            }
            return isGone;
        });
        return status;
    }

    public void received(Topic topic, int bytes) {
        count(topic, bytes, received, receivedBytes);
    }

    public void sent(Topic topic, int bytes) {
        count(topic, bytes, sent, sentBytes);
    }

    /** Greetings have no counterpart among the original's messages. */
    private static void count(Topic topic, int bytes, Counter messages, Counter size) {
        if (topic != Topic.GREETING) {
            messages.labelValues(label(topic)).inc();
            size.labelValues(label(topic)).inc(bytes);
        }
    }

    public void pruned(int versions) {
        pruned.inc(versions);
    }

    public void joined(String address) {
        unreached.joined(address);
        joined.inc();
    }

    public void left(String address, boolean isGraceful) {
        if (isGraceful) {
            unreached.left(address);
        }
        left.inc();
    }

    public void updated() {
        updated.inc();
    }

    /** A member that was there before, or an address that was given, was looked for. */
    public void reconnected(String address, boolean isSuccess) {
        if (unreached.tried(address, isSuccess)) {
            (isSuccess ? reconnections : reconnectionsFailed).inc();
        }
    }

    /** An address behind a name that was given was looked for. */
    public void refreshed(String address, boolean isSuccess) {
        if (unreached.tried(address, isSuccess)) {
            (isSuccess ? refreshes : refreshesFailed).inc();
        }
    }

    public void nameConflict() {
        nameConflicts.inc();
    }

    /** A member answered a greeting. */
    public void pinged(String name, Duration roundTrip) {
        lives(name);
        pings.labelValues(name).observe(roundTrip.toNanos() / NANOS_PER_SECOND);
    }

    private void lives(String name) {
        heard.add(name);
        alive.labelValues(name).inc();
    }

    private static Counter byTopic(PrometheusRegistry registry, String name, String help) {
        Counter counter = Counters.labelled(registry, name, help, "msg_type");
        counter.initLabelValues(label(Topic.FULL_STATE));
        counter.initLabelValues(label(Topic.UPDATE));
        return counter;
    }

    static String label(Topic topic) {
        return switch (topic) {
            case FULL_STATE -> "full_state";
            case UPDATE -> "update";
            case GREETING -> "greeting";
        };
    }

    private static Counter plain(PrometheusRegistry registry, String name, String help) {
        return Counters.plain(registry, name, help);
    }
}
