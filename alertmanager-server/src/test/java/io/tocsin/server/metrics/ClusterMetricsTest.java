package io.tocsin.server.metrics;

import static io.tocsin.server.membership.Members.other;
import static io.tocsin.server.membership.Members.seenBy;
import static io.tocsin.server.membership.Members.self;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cluster.event.ClusterEvent.Topic;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ClusterMetricsTest {
    private static final ClusterStatus TWO =
            seenBy("alpha", true, self("alpha", State.RANKED, 1), other("beta", State.RANKED, 1));

    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private ClusterStatus status = TWO;
    private final ClusterMetrics cluster = metrics.cluster("alpha", () -> status);

    private List<String> page() {
        return new String(metrics.exposition().page(null, false).body(), UTF_8)
                .lines()
                .toList();
    }

    @Test
    void page_ofTwoMembers_hasEverySeriesOfTheOriginals() throws IOException {
        cluster.pinged("beta", Duration.ofMillis(2));

        assertThat(page().stream().map(ClusterMetricsTest::series).collect(Collectors.toSet()))
                .containsAll(recorded());
    }

    @Test
    void gauges_followTheStatus() {
        status = seenBy(
                "b",
                true,
                other("a", State.RANKED, 1),
                self("b", State.RANKED, 1),
                other("c", State.SILENT, 1),
                other("d", State.FAILED, 1),
                other("e", State.LEAVING, 1));

        assertThat(page())
                .contains(
                        "alertmanager_cluster_enabled 1.0",
                        "alertmanager_cluster_members 3.0",
                        "alertmanager_cluster_failed_peers 1.0",
                        "alertmanager_cluster_health_score 1.0",
                        "alertmanager_cluster_messages_queued 12.0",
                        "alertmanager_cluster_peer_info{peer=\"b\"} 1.0",
                        "alertmanager_peer_position 1.0");
    }

    @Test
    void memberThatIsGone_takesItsSeriesAlong() {
        // given
        cluster.pinged("beta", Duration.ofMillis(2));
        assertThat(page()).anyMatch(line -> line.startsWith("alertmanager_cluster_pings_seconds_count{peer=\"beta\""));
        // when
        status = seenBy("alpha", true, self("alpha", State.RANKED, 1), other("beta", State.FAILED, 1));
        page();
        // then
        assertThat(page())
                .noneMatch(line -> line.contains("peer=\"beta\""))
                .contains("alertmanager_cluster_alive_messages_total{peer=\"alpha\"} 1.0");
    }

    @Test
    void messages_areCountedByTheOriginalsKinds() {
        cluster.sent(Topic.UPDATE, 100);
        cluster.sent(Topic.UPDATE, 50);
        cluster.sent(Topic.GREETING, 7);
        cluster.received(Topic.FULL_STATE, 9);

        assertThat(page())
                .contains(
                        "alertmanager_cluster_messages_sent_total{msg_type=\"update\"} 2.0",
                        "alertmanager_cluster_messages_sent_size_total{msg_type=\"update\"} 150.0",
                        "alertmanager_cluster_messages_received_total{msg_type=\"full_state\"} 1.0",
                        "alertmanager_cluster_messages_received_size_total{msg_type=\"full_state\"} 9.0")
                .noneMatch(line -> line.startsWith("alertmanager_") && line.contains("greeting"));
    }

    @Test
    void replication_showsWhatTheMembersDisagreeIn() {
        status = seenBy("alpha", true, self("alpha", State.RANKED, 1), other("beta", State.JOINING, 2));
        metrics.replication(() -> status);

        assertThat(page())
                .contains(
                        "tocsin_cluster_ranked 1.0",
                        "tocsin_cluster_config_mismatch 1.0",
                        "tocsin_cluster_clock_offset_seconds{peer=\"beta\"} -0.25");
    }

    private static String series(String line) {
        return line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' '));
    }

    private static Set<String> recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ClusterMetricsTest.class.getResourceAsStream("alertmanager-0.33.1-cluster.series"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toSet());
        }
    }
}
