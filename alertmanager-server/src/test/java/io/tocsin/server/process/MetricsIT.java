package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running server shows under {@code /metrics}: no less than a fresh original, and what docs/metrics.md says. */
final class MetricsIT {
    private static final String FEATURES =
            "--enable-feature=alert-names-in-metrics,receiver-name-in-metrics,group-key-in-metrics";

    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("(\\*?)`(\\w+)`");

    /** Parts of summaries and histograms, and the label that only their buckets have. */
    private static final String PART = "_(bucket|sum|count)$";

    private static final String BOUND = "le";

    private static final Pattern EVALUATED =
            Pattern.compile("(?m)^prometheus_rule_group_last_evaluation_samples\\{.*} 1\\.0$");

    @Test
    void freshServer_hasEverySeriesOfAFreshOriginal(@TempDir Path folder) throws IOException {
        try (var server = start(folder, "route: {receiver: d}\nreceivers: [{name: d}]\n", List.of())) {
            assertThat(series(page(server))).containsAll(recorded("alertmanager-0.33.1-fresh.series"));
        }
    }

    @Test
    void freshServerWithFeatures_hasEverySeriesOfAFreshOriginal(@TempDir Path folder) throws IOException {
        try (var server = start(folder, "route: {receiver: d}\nreceivers: [{name: d}]\n", List.of(FEATURES))) {
            assertThat(series(page(server))).containsAll(recorded("alertmanager-0.33.1-fresh-features.series"));
        }
    }

    @Test
    void document_listsEveryMetricWithItsTypeAndLabels(@TempDir Path folder) throws IOException {
        String document = Files.readString(Path.of("../docs/metrics.md"));
        String plain = pageAfterActivity(Files.createDirectory(folder.resolve("plain")), List.of());
        String featured = pageAfterActivity(Files.createDirectory(folder.resolve("features")), List.of(FEATURES));

        assertThat(types(plain)).isEqualTo(documentedTypes(document)).containsAllEntriesOf(types(featured));
        Map<String, Set<String>> documented = documentedLabels(document, false);
        labels(plain).forEach((name, labels) -> assertThat(labels).as(name).isEqualTo(documented.get(name)));
        Map<String, Set<String>> withFeatures = documentedLabels(document, true);
        labels(featured).forEach((name, labels) -> assertThat(labels).as(name).isEqualTo(withFeatures.get(name)));
    }

    /** It comes with Prometheus, parses as that does, and knows the rules for names and help texts. */
    @Test
    void page_checkedByPromtool_hasNothingToComplainAbout(@TempDir Path folder) throws Exception {
        Path promtool = Programs.installed("promtool", "tocsin.require.prometheus");
        Path page = folder.resolve("metrics.txt");
        Files.writeString(page, pageAfterActivity(folder, List.of(FEATURES)));
        Path said = folder.resolve("said.txt");

        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEmpty();
        assertThat(check.exitValue()).isZero();
    }

    private static AlertmanagerProcess start(Path folder, String config, List<String> flags) {
        return AlertmanagerProcess.start(Programs.tocsin(), folder, config, flags)
                .awaitReady();
    }

    private static String page(AlertmanagerProcess server) {
        return server.get("/metrics").text();
    }

    /** After an alert whose notification failed, in one of two servers that are a cluster, and that scrapes and evaluates rules. */
    private static String pageAfterActivity(Path folder, List<String> flags) throws IOException {
        var refusal = new WebhookReceiver.Answer(403, Duration.ZERO);
        try (var receiver = new WebhookReceiver(Map.of("/x", List.of(refusal)))) {
            String config = "route: {receiver: d, group_wait: 0s}\nreceivers: [{name: d, webhook_configs: [{url: '"
                    + receiver.url() + "/x'}]}]\n";
            List<String> all = new ArrayList<>(flags);
            all.add("--cluster.listen-address=127.0.0.1:0");
            all.add("--cluster.gossip-interval=20ms");
            // Whichever comes second with the group tries, too.
            all.add("--cluster.peer-timeout=100ms");
            List<String> evaluating = new ArrayList<>(all);
            evaluating.add("--prometheus.config.file=" + prometheusFile(folder));
            try (var server = start(folder, config, evaluating);
                    var other = start(Files.createDirectory(folder.resolve("other")), config, peerOf(server, all))) {
                HttpExchange.get("/prometheus/api/v1/query?query=up").sendTo(server.address());
                await().until(() -> EVALUATED.matcher(page(server)).find()
                        && page(server).contains("prometheus_target_interval_length_seconds_count{")
                        && page(server).contains("tocsin_cluster_clock_offset_seconds{")
                        && page(server).contains("alertmanager_cluster_pings_seconds_count{")
                        && page(other).contains("alertmanager_cluster_members 2"));
                HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                        .sendTo(server.address());
                await().until(() -> page(server).contains("reason=\"authError\"} 1.0")
                        || page(server).contains("reason=\"authError\",receiver_name=\"d\"} 1.0"));
                return page(server);
            }
        }
    }

    /** Its one target cannot be reached, and its one rule is evaluated often. */
    private static Path prometheusFile(Path folder) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{record: down, expr: up == 0}]}]\n");
        return Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}
                rule_files: [rules.yml]
                scrape_configs: [{job_name: gone, static_configs: [{targets: ['127.0.0.1:1']}]}]
                """);
    }

    private static List<String> peerOf(AlertmanagerProcess server, List<String> flags) {
        List<String> all = new ArrayList<>(flags);
        all.add("--cluster.peer=" + server.clusterAddress());
        return all;
    }

    private static Map<String, String> types(String page) {
        var types = new TreeMap<String, String>();
        FAMILY.matcher(page).results().forEach(family -> types.put(family.group(1), family.group(2)));
        return types;
    }

    private static Map<String, String> documentedTypes(String document) {
        var types = new TreeMap<String, String>();
        ROW.matcher(document).results().forEach(row -> types.put(row.group(1), row.group(2)));
        return types;
    }

    private static Map<String, Set<String>> documentedLabels(String document, boolean withFeatures) {
        var labels = new TreeMap<String, Set<String>>();
        ROW.matcher(document).results().forEach(row -> labels.put(row.group(1), names(row.group(3), withFeatures)));
        return labels;
    }

    private static Set<String> names(String cell, boolean withFeatures) {
        return NAME.matcher(cell)
                .results()
                .filter(name -> withFeatures || name.group(1).isEmpty())
                .map(name -> name.group(2))
                .collect(toCollection(TreeSet::new));
    }

    /** The label names of every family that has series, without those of buckets. */
    private static Map<String, Set<String>> labels(String page) {
        Map<String, String> types = types(page);
        var labels = new TreeMap<String, Set<String>>();
        for (String line : series(page)) {
            String name = line.replaceAll("\\{.*", "");
            String family = types.containsKey(name) ? name : name.replaceAll(PART, "");
            Set<String> names = labels.computeIfAbsent(family, ignored -> new TreeSet<>());
            LABEL.matcher(line)
                    .results()
                    .map(MetricsIT::name)
                    .filter(n -> !n.equals(BOUND))
                    .forEach(names::add);
        }
        return labels;
    }

    private static String name(MatchResult label) {
        return label.group(1);
    }

    private static Set<String> series(String page) {
        return page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(toCollection(TreeSet::new));
    }

    /** Without the one whose labels are the version's. */
    private static List<String> recorded(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MetricsIT.class.getResourceAsStream("/io/tocsin/server/metrics/" + file))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("alertmanager_build_info"))
                    .toList();
        }
    }
}
