package io.tocsin.server.metrics;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.cluster.member.ClusterStatus.State;
import java.util.List;
import java.util.function.Supplier;

/** Who is in the cluster, in the original's gauges: all of one moment. Deviation D-299: as far as they mean the same here. */
final class MembershipMetrics implements MultiCollector {
    private final Supplier<ClusterStatus> status;
    private final UnreachedPeers unreached;

    MembershipMetrics(Supplier<ClusterStatus> status, UnreachedPeers unreached) {
        this.unreached = requireNonNull(unreached, "unreached");
        this.status = requireNonNull(status, "status");
    }

    @Override
    public MetricSnapshots collect() {
        ClusterStatus now = status.get();
        List<Member> present = now.present();
        return MetricSnapshots.of(
                gauge("alertmanager_cluster_members", "Members of the cluster, this one included.", present.size()),
                gauge(
                        "alertmanager_cluster_failed_peers",
                        "Members that were there and are gone without a good-bye, and peers that were given and do not answer.",
                        count(now.members(), State.FAILED) + unreached.besides(now)),
                gauge(
                        "alertmanager_cluster_health_score",
                        "Members that do not answer but may still be there; 0 is healthy.",
                        count(now.members(), State.SILENT)),
                gauge(
                        "alertmanager_cluster_messages_queued",
                        "Versions that wait to be sent to other members.",
                        now.members().stream().mapToInt(Member::queued).sum()),
                gauge(
                        "alertmanager_peer_position",
                        "How many members stand before this one by name.",
                        present.stream().takeWhile(member -> !member.isSelf()).count()),
                GaugeSnapshot.builder()
                        .name("alertmanager_cluster_peer_info")
                        .help("Name of this member; always 1.")
                        .dataPoint(point(Labels.of("peer", now.name()), 1))
                        .build());
    }

    private static long count(List<Member> members, State state) {
        return members.stream().filter(member -> member.state() == state).count();
    }

    private static GaugeSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.EMPTY, (double) value))
                .build();
    }

    static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
