package io.tocsin.evaluator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetBuilderTest {
    /** There are no files in these tests. */
    private static final MemoryFiles NONE = new MemoryFiles();

    private static DiscoveredTargets targets(String config) {
        return new JobDiscovery(Scrapes.of(config), NONE).targets();
    }

    private static Target only(String config) {
        DiscoveredTargets targets = targets(config);
        assertThat(targets.failures()).isEmpty();
        assertThat(targets.active()).hasSize(1);
        return targets.active().get(0);
    }

    @Test
    void target_plain_hasDefaults() {
        Target target = only("""
                scrape_configs:
                  - job_name: node
                    static_configs: [{targets: ["a:9100"], labels: {rack: r1, empty: ""}}]
                """);
        assertThat(target.labels()).isEqualTo(Labels.of("instance", "a:9100", "job", "node", "rack", "r1"));
        assertThat(target.discoveredLabels())
                .isEqualTo(Labels.of(
                        "__address__",
                        "a:9100",
                        "__metrics_path__",
                        "/metrics",
                        "__scheme__",
                        "http",
                        "__scrape_interval__",
                        "1m",
                        "__scrape_timeout__",
                        "10s",
                        "job",
                        "node",
                        "rack",
                        "r1"));
        assertThat(target.url()).isEqualTo("http://a:9100/metrics");
        assertThat(target.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(target.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void target_ofBlackbox_isWhatRelabelingMakes() {
        Target target = only("""
                scrape_configs:
                  - job_name: probe
                    metrics_path: /probe
                    scheme: https
                    params: {module: [http_2xx, second], debug: ["true"]}
                    static_configs: [{targets: ["http://example.org/a b"]}]
                    relabel_configs:
                      - {source_labels: [__address__], target_label: __param_target}
                      - {source_labels: [__param_target], target_label: instance}
                      - {target_label: __address__, replacement: "blackbox:9115"}
                """);
        assertThat(target.url())
                .isEqualTo("https://blackbox:9115/probe?debug=true&module=http_2xx&module=second"
                        + "&target=http%3A%2F%2Fexample.org%2Fa+b");
        assertThat(target.labels()).isEqualTo(Labels.of("instance", "http://example.org/a b", "job", "probe"));
    }

    @Test
    void labels_ofGroup_overruleDefaultsOfTheJob() {
        Target target = only("""
                scrape_configs:
                  - job_name: a
                    static_configs:
                      - targets: [b]
                        labels: {job: other, __scrape_interval__: 5s, __scrape_timeout__: 2s, __metrics_path__: "x y", __scheme__: https}
                """);
        assertThat(target.labels()).isEqualTo(Labels.of("instance", "b", "job", "other"));
        assertThat(target.url()).isEqualTo("https://b/x%20y");
        assertThat(target.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(target.timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void targets_equalAfterRelabeling_areOne() {
        DiscoveredTargets targets = targets("""
                scrape_configs:
                  - job_name: a
                    static_configs: [{targets: [b, c, b], labels: {__meta_x: "1"}}]
                    relabel_configs: [{target_label: __address__, replacement: one}]
                """);
        assertThat(targets.active()).hasSize(1);
        assertThat(targets.active().get(0).allLabels().has("__meta_x")).isFalse();
    }

    @Test
    void targets_dropped_areRememberedUpToTheLimit() {
        DiscoveredTargets targets = targets("""
                scrape_configs:
                  - job_name: a
                    keep_dropped_targets: 1
                    static_configs: [{targets: [b, c, d]}]
                    relabel_configs: [{source_labels: [__address__], regex: b|c, action: drop}]
                """);
        assertThat(targets.active()).hasSize(1);
        assertThat(targets.droppedCount()).isEqualTo(2);
        assertThat(targets.dropped())
                .extracting(labels -> labels.get("__address__"))
                .containsExactly("b");
    }

    @Test
    void targets_unusable_areFailuresWithTheirReason() {
        DiscoveredTargets targets = targets("""
                scrape_configs:
                  - job_name: a
                    static_configs: [{targets: [a, b, c, d, e, "f/g", h]}]
                    relabel_configs:
                      - {source_labels: [__address__], regex: a, target_label: __address__, replacement: ""}
                      - {source_labels: [__address__], regex: b, target_label: __scrape_interval__, replacement: x}
                      - {source_labels: [__address__], regex: c, target_label: __scrape_interval__, replacement: 0s}
                      - {source_labels: [__address__], regex: d, target_label: __scrape_timeout__, replacement: 2m}
                      - {source_labels: [__address__], regex: e, target_label: __scrape_timeout__, replacement: 0s}
                """);
        assertThat(targets.active()).extracting(Target::url).containsExactly("http://h/metrics");
        assertThat(targets.failures())
                .containsExactly(
                        "instance 0 in group 0: no address",
                        "instance 1 in group 0: error parsing scrape interval: not a valid duration string: \"x\"",
                        "instance 2 in group 0: scrape interval cannot be 0",
                        "instance 3 in group 0: scrape timeout cannot be greater than scrape interval (\"2m\" > \"1m\")",
                        "instance 4 in group 0: scrape timeout cannot be 0",
                        "instance 5 in group 0: \"f/g\" is not a valid hostname");
    }

    @Test
    void files_ofTargets_areReadWatchedAndKept() throws IOException {
        // given
        MemoryFiles files = new MemoryFiles();
        files.put("etc/targets/a.yml", "- targets: [a]\n  labels: {x: y}\n");
        files.put("etc/targets/b.json", "[\n\t{\"targets\": [\"b:1\", \"c:2\"], \"labels\": {\"p\": \"\\/q\"}}\n]\n");
        JobDiscovery discovery = new JobDiscovery(Scrapes.of("""
                        scrape_configs:
                          - job_name: j
                            file_sd_configs: [{files: ["targets/*.yml", "targets/*.json"], refresh_interval: 5m}]
                        """), files);
        assertThat(discovery.targets().active()).isEmpty();

        // when read
        assertThat(discovery.poll(0)).isTrue();
        assertThat(discovery.problems()).isEmpty();
        assertThat(addresses(discovery)).containsExactly("a", "b:1", "c:2");
        assertThat(discovery.targets().active().get(0).discoveredLabels().get("__meta_filepath"))
                .isEqualTo("etc/targets/a.yml");
        assertThat(discovery.targets().active().get(1).labels().get("p")).isEqualTo("/q");
        assertThat(discovery.poll(5000)).isFalse();

        // when changed for the worse
        files.put("etc/targets/a.yml", "- target: [a]\n");
        assertThat(discovery.poll(10_000)).isFalse();
        assertThat(addresses(discovery)).containsExactly("a", "b:1", "c:2");
        assertThat(discovery.problems())
                .containsExactly(
                        "etc/targets/a.yml:1:3: [0].target: unknown key \"target\"; did you mean \"targets\"?");

        // when unreadable
        files.refuse("etc/targets/b.json");
        assertThat(discovery.poll(15_000)).isFalse();
        assertThat(discovery.problems()).hasSize(2);

        // when changed for the better, and gone
        files.put("etc/targets/a.yml", "- targets: [z]\n- targets: [y]\n");
        files.remove("etc/targets/b.json");
        assertThat(discovery.poll(20_000)).isTrue();
        assertThat(addresses(discovery)).containsExactly("z", "y");
        assertThat(discovery.problems()).isEmpty();
    }

    @Test
    void files_stateUnchanged_areReadAgainAfterTheInterval() {
        // given
        MemoryFiles files = new MemoryFiles();
        files.put("etc/a.yml", "- targets: [a]\n");
        JobDiscovery discovery = new JobDiscovery(
                Scrapes.of(
                        "scrape_configs: [{job_name: j, file_sd_configs: [{files: [a.yml], refresh_interval: 1m}]}]"),
                files);
        assertThat(discovery.poll(0)).isTrue();

        // when
        files.changeSilently("etc/a.yml", "- targets: [b]\n");

        // then
        assertThat(discovery.poll(59_000)).isFalse();
        assertThat(discovery.poll(60_000)).isTrue();
        assertThat(addresses(discovery)).containsExactly("b");
    }

    private static List<String> addresses(JobDiscovery discovery) {
        return discovery.targets().active().stream()
                .map(target -> target.allLabels().get("__address__"))
                .toList();
    }
}
