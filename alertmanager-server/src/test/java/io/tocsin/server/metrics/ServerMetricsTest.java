package io.tocsin.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.server.flags.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares our metrics with a recording of the original's. */
final class ServerMetricsTest {
    private static final Set<String> FIXED_VALUES =
            Set.of("integration", "reason", "stage", "state", "status", "subscriber");
    private static final Duration SOME_TIME = Duration.ofMillis(7);

    @Test
    void series_afterTheRecordedActivity_areThoseOfTheOriginal() throws IOException {
        // given
        ServerMetrics metrics = afterActivity(new ServerMetrics(Set.of()));
        // when
        Set<String> missing = shapes(recorded("alertmanager_"));
        missing.removeAll(shapes(exposed(metrics, "alertmanager_")));
        // then
        assertThat(missing).isEmpty();
    }

    @Test
    void series_beyondTheOriginals_areOnlyThoseOfTheNextRelease() throws IOException {
        // given
        ServerMetrics metrics = afterActivity(new ServerMetrics(Set.of()));
        // when
        Set<String> extra = shapes(exposed(metrics, "alertmanager_"));
        extra.removeAll(shapes(recorded("alertmanager_")));
        // then
        assertThat(extra)
                .allMatch(series -> series.contains("reason=authError")
                        || series.contains("reason=rateLimited")
                        || series.equals("alertmanager_alerts_limited_total"));
    }

    @Test
    void types_areThoseOfTheOriginal() throws IOException {
        Set<String> missing = new TreeSet<>(recorded("# TYPE"));
        missing.removeAll(exposed(afterActivity(new ServerMetrics(Set.of())), "# TYPE"));
        assertThat(missing).isEmpty();
    }

    @Test
    void integrations_neverUsed_existAtZero() {
        assertThat(page(new ServerMetrics(Set.of())).lines())
                .filteredOn(line -> line.startsWith("alertmanager_notifications_failed_total{"))
                .hasSize(18 * 7)
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void receiverNames_withTheFeature_areLabels() {
        // given
        ServerMetrics metrics = new ServerMetrics(Set.of(Feature.RECEIVER_NAME_IN_METRICS));
        // when
        metrics.notifications().notified("webhook", "team-x");
        metrics.notifications().failed("webhook", "team-x", FailureReason.RATE_LIMITED);
        // then
        assertThat(page(metrics))
                .contains("alertmanager_notifications_total{integration=\"webhook\",receiver_name=\"team-x\"} 1.0")
                .contains("alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"rateLimited\","
                        + "receiver_name=\"team-x\"} 1.0")
                .doesNotContain("alertmanager_notifications_total{integration=\"slack\"");
    }

    @Test
    void receiverNames_inUse_existAtZero() {
        ServerMetrics metrics = new ServerMetrics(Set.of(Feature.RECEIVER_NAME_IN_METRICS));
        metrics.notifications().inUse("webhook", "team-x");
        assertThat(page(metrics).lines())
                .filteredOn(line -> line.startsWith("alertmanager_notifications_failed_total{integration=\"webhook\""))
                .hasSize(7)
                .allMatch(line -> line.contains("receiver_name=\"team-x\"") && line.endsWith(" 0.0"));
    }

    @Test
    void alertNames_withTheFeature_areLabels() {
        ServerMetrics metrics = new ServerMetrics(Set.of(Feature.ALERT_NAMES_IN_METRICS));
        metrics.alerts().limited("DiskFull");
        assertThat(page(metrics)).contains("alertmanager_alerts_limited_total{alertname=\"DiskFull\"} 1.0");
    }

    @Test
    void groupKeys_withTheFeature_areLabels() {
        ServerMetrics metrics = new ServerMetrics(Set.of(Feature.GROUP_KEY_IN_METRICS));
        metrics.alerts().statesFrom(new FixedAlerts());
        assertThat(page(metrics).lines().filter(line -> line.startsWith("alertmanager_alerts{")))
                .containsExactly(
                        "alertmanager_alerts{group_key=\"{}:{}\",state=\"active\"} 0.0",
                        "alertmanager_alerts{group_key=\"{}:{}\",state=\"suppressed\"} 2.0",
                        "alertmanager_alerts{group_key=\"{}:{}\",state=\"unprocessed\"} 1.0");
    }

    @Test
    void configHash_ofAFile_isTheOriginals() {
        // The original showed alertmanager_config_hash 2.850837369419e+12 for this file.
        String file = "route: {receiver: x, group_by: [alertname]}\nreceivers: [{name: x}, {name: unused}]\n";
        assertThat(ConfigurationMetrics.hash(file.getBytes(UTF_8))).isEqualTo(2_850_837_369_419L);
    }

    @Test
    void process_onThisMachine_tellsStartAndMemory() {
        assertThat(page(new ServerMetrics(Set.of())).lines())
                .anyMatch(line -> line.startsWith("process_start_time_seconds "))
                .anyMatch(line -> line.startsWith("process_cpu_seconds_total "))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"} "))
                .anyMatch(line -> line.startsWith("tocsin_build_info{"));
    }

    private static ServerMetrics afterActivity(ServerMetrics metrics) {
        metrics.alerts().received(5, 1);
        metrics.alerts().invalid(1);
        metrics.alerts().published("dispatcher", 5);
        metrics.alerts().published("inhibitor", 5);
        metrics.alerts().statesFrom(new FixedAlerts());
        metrics.dispatch().alertsProcessed(3, SOME_TIME);
        metrics.dispatch().groupsFrom(() -> 4);
        metrics.notifications().notified("webhook", "x");
        metrics.notifications().attempted("webhook", "x", SOME_TIME, false);
        metrics.notifications().failed("webhook", "x", FailureReason.OTHER);
        for (String reason : List.of("silence", "inhibition", "mute_time_interval", "active_time_interval")) {
            metrics.notifications().suppressed(reason, 1);
        }
        metrics.notificationLog().queried(SOME_TIME, false);
        metrics.notificationLog().maintained(SOME_TIME, true);
        metrics.silences().statesFrom(new FixedSilences());
        metrics.silences().queried(SOME_TIME, 4, 1);
        metrics.silences().maintained(SOME_TIME);
        metrics.configuration().loaded(1, Instant.EPOCH);
        metrics.configuration().inUse(2, 2, 1);
        metrics.http().getStarted();
        metrics.http().answered("/api/v2/alerts", "POST", 200, SOME_TIME);
        metrics.http().responseSize("/metrics", "GET", 1000);
        metrics.http().getFinished();
        return metrics;
    }

    private static final class FixedAlerts implements AlertMetrics.Source {
        @Override
        public AlertMetrics.States states() {
            return new AlertMetrics.States(3, 2, 0);
        }

        @Override
        public Map<String, AlertMetrics.States> statesByGroup() {
            return Map.of("{}:{}", new AlertMetrics.States(0, 2, 1));
        }
    }

    private static final class FixedSilences implements SilenceMetrics.Source {
        @Override
        public SilenceMetrics.States states() {
            return new SilenceMetrics.States(3, 2, 1);
        }

        @Override
        public long stored() {
            return 6;
        }

        @Override
        public long indexed() {
            return 5;
        }
    }

    private static String page(ServerMetrics metrics) {
        return new String(metrics.exposition().page(null, false).body(), UTF_8);
    }

    private static Set<String> exposed(ServerMetrics metrics, String prefix) {
        return page(metrics)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> recorded(String prefix) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ServerMetricsTest.class.getResourceAsStream("alertmanager-0.33.1.series"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(prefix))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Series with their label names, and with the values of those labels whose values are fixed. */
    private static Set<String> shapes(Set<String> series) {
        return series.stream().map(ServerMetricsTest::shape).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shape(String series) {
        int brace = series.indexOf('{');
        if (brace < 0) {
            return series;
        }
        Set<String> labels = new TreeSet<>();
        for (String label : series.substring(brace + 1, series.length() - 1).split("\",")) {
            String name = label.substring(0, label.indexOf('='));
            String value = label.substring(label.indexOf('"') + 1).replace("\"", "");
            labels.add(FIXED_VALUES.contains(name) ? name + "=" + value : name.equals("le") ? bound(value) : name);
        }
        return series.substring(0, brace) + labels;
    }

    /** Bucket bounds are written 1e+06 there and 1000000.0 here. */
    private static String bound(String value) {
        return "le=" + (value.equals("+Inf") ? value : String.valueOf(Double.parseDouble(value)));
    }
}
