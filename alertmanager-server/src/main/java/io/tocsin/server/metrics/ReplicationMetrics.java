package io.tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tocsin.cluster.event.ClusterEvent.Topic;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.cluster.member.ClusterStatus.State;
import io.tocsin.core.engine.EngineEvent.TurnOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** How members keep each other's state, which the original has no names for. There where members are looked for. Thread-safe. */
public final class ReplicationMetrics {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram answers;
    private final Counter unanswered;
    private final Counter exchanges;
    private final Counter sent;
    private final Counter received;
    private final CounterDataPoint uncomprehended;
    private final Counter turns;
    private final CounterDataPoint acknowledgedAlone;
    private final CounterDataPoint refused;
    private final CounterDataPoint queueDrops;

    /** @param status asked at every scrape */
    ReplicationMetrics(PrometheusRegistry registry, Supplier<ClusterStatus> status) {
        registry.register(() -> members(status.get()));
        answers = Histogram.builder()
                .name("tocsin_cluster_message_seconds")
                .help("Time until another member has acknowledged a message.")
                .labelNames("msg_type")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 10)
                .withoutExemplars()
                .register(registry);
        unanswered = Counters.labelled(
                registry,
                "tocsin_cluster_messages_failed_total",
                "Messages that no member has acknowledged.",
                "msg_type");
        for (Topic topic : Topic.values()) {
            answers.initLabelValues(ClusterMetrics.label(topic));
            unanswered.initLabelValues(ClusterMetrics.label(topic));
        }
        sent = byKind(
                registry, "tocsin_cluster_versions_sent_total", "Versions that another member has got from here.");
        received = byKind(
                registry, "tocsin_cluster_versions_received_total", "Versions from other members that were news.");
        uncomprehended = plain(
                registry,
                "tocsin_cluster_versions_refused_total",
                "Versions from other members that this one cannot hold, and own ones that are too large for them.");
        exchanges = Counters.labelled(
                registry, "tocsin_cluster_exchanges_total", "Comparisons of everything with another member.", "result");
        exchanges.initLabelValues("success");
        exchanges.initLabelValues("failed");
        turns = Counters.labelled(
                registry,
                "tocsin_cluster_turns_total",
                "Groups that waited for their turn, by what came of it.",
                "outcome");
        for (TurnOutcome outcome : TurnOutcome.values()) {
            turns.initLabelValues(label(outcome));
        }
        acknowledgedAlone = plain(
                registry,
                "tocsin_cluster_posts_acknowledged_alone_total",
                "Posts that were answered before another member had them.");
        refused = plain(registry, "tocsin_cluster_nodes_refused_total", "Times that a node was not let in.");
        queueDrops = plain(
                registry,
                "tocsin_cluster_queue_drops_total",
                "Times that so much waited for a member that an exchange had to take its place.");
    }

    private static MetricSnapshots members(ClusterStatus status) {
        boolean isRanked =
                status.members().stream().anyMatch(member -> member.isSelf() && member.state() == State.RANKED);
        GaugeSnapshot.Builder offsets = GaugeSnapshot.builder()
                .name("tocsin_cluster_clock_offset_seconds")
                .help("How far the clock of another member is ahead of this one's.");
        for (Member member : status.present()) {
            if (!member.isSelf()) {
                offsets.dataPoint(MembershipMetrics.point(
                        Labels.of("peer", member.name()), member.clockOffset().toMillis() / MILLIS_PER_SECOND));
            }
        }
        return MetricSnapshots.of(
                flag("tocsin_cluster_ranked", "Whether this member takes its turns.", isRanked),
                flag(
                        "tocsin_cluster_config_mismatch",
                        "Whether members have loaded different configurations.",
                        status.configurationsDiffer()),
                offsets.build());
    }

    private static GaugeSnapshot flag(String name, String help, boolean isSet) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(MembershipMetrics.point(Labels.EMPTY, isSet ? 1 : 0))
                .build();
    }

    public void answered(Topic topic, Duration took) {
        answers.labelValues(ClusterMetrics.label(topic)).observe(took.toNanos() / NANOS_PER_SECOND);
    }

    public void unanswered(Topic topic) {
        unanswered.labelValues(ClusterMetrics.label(topic)).inc();
    }

    public void exchanged(boolean isSuccess) {
        exchanges.labelValues(isSuccess ? "success" : "failed").inc();
    }

    /** The wait of a group for its turn is over. */
    public void turnEnded(TurnOutcome outcome) {
        turns.labelValues(label(outcome)).inc();
    }

    private static String label(TurnOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    public void acknowledgedAlone() {
        acknowledgedAlone.inc();
    }

    public void refused() {
        refused.inc();
    }

    public void queueDropped() {
        queueDrops.inc();
    }

    /** Another member has got versions from here. */
    public void versionsSent(int alerts, int silences, int notifications) {
        count(sent, alerts, silences, notifications);
    }

    /** Versions came from another member, and were news. */
    public void versionsReceived(int alerts, int silences, int notifications) {
        count(received, alerts, silences, notifications);
    }

    public void versionRefused() {
        uncomprehended.inc();
    }

    private static void count(Counter counter, int alerts, int silences, int notifications) {
        counter.labelValues("alert").inc(alerts);
        counter.labelValues("silence").inc(silences);
        counter.labelValues("notification").inc(notifications);
    }

    private static Counter byKind(PrometheusRegistry registry, String name, String help) {
        Counter counter = Counters.labelled(registry, name, help, "kind");
        count(counter, 0, 0, 0);
        return counter;
    }

    private static CounterDataPoint plain(PrometheusRegistry registry, String name, String help) {
        return Counters.plain(registry, name, help).labelValues();
    }
}
