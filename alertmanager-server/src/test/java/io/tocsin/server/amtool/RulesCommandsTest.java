package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes are those of promtool 3.5.3. */
final class RulesCommandsTest {
    private static final String RULES = """
            groups:
            - name: g
              rules:
              - {alert: Down, expr: up == 0, for: 1m, labels: {severity: page}, annotations: {at: '{{ $labels.instance }}'}}
              - {record: 'job:up:sum', expr: sum by (job) (up)}
            """;
    private static final String TESTS = """
            rule_files: [rules.yml]
            tests:
            - name: goes down
              input_series: [{series: 'up{job="a", instance="x"}', values: '1 0x5'}]
              alert_rule_test:
              - {eval_time: 1m, alertname: Down}
              - {eval_time: 3m, alertname: Down, exp_alerts: [{exp_labels: {job: a, instance: x, severity: page}, exp_annotations: {at: x}}]}
              promql_expr_test:
              - {expr: 'job:up:sum', eval_time: 0s, exp_samples: [{labels: 'job:up:sum{job="a"}', value: 1}]}
            """;

    @TempDir
    Path folder;

    @Test
    void check_goodFile_isCounted() throws IOException {
        String file = file("rules.yml", RULES);

        assertThat(AmtoolRun.of("rules", "check", file))
                .isEqualTo(new AmtoolRun(0, "Checking " + file + "\n  SUCCESS: 2 rules found\n\n", ""));
    }

    @Test
    void check_badFile_failsAtItsPlace() throws IOException {
        AmtoolRun run = AmtoolRun.of("rules", "check", file("rules.yml", RULES.replace("up == 0", "up ==")));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("  FAILED:\n", "rules.yml:4:", "groups[0].rules[0].expr: ");
        assertThat(run.err()).isEqualTo("amtool: error: failed to validate 1 file(s)\n\n");
    }

    @Test
    void check_sameRuleTwice_warnsAndFailsIfStrict() throws IOException {
        String file = file("rules.yml", RULES + "  - {record: 'job:up:sum', expr: up}\n");

        AmtoolRun run = AmtoolRun.of("rules", "check", file);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("rules.yml:6:5: warning: duplicate rule: job:up:sum", "stands in line 5 too");
        assertThat(AmtoolRun.of("rules", "check", "--strict", file).status()).isEqualTo(1);
    }

    /** As promtool does. */
    @Test
    void check_noFile_readsStandardInput() {
        assertThat(AmtoolRun.reading(RULES, "rules", "check"))
                .isEqualTo(new AmtoolRun(0, "Checking standard input\n  SUCCESS: 2 rules found\n\n", ""));

        AmtoolRun bad = AmtoolRun.reading(RULES.replace("up == 0", "up =="), "rules", "check");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.out()).contains("Checking standard input\n  FAILED:\n", "standard input:4:");
        assertThat(bad.err()).isEqualTo("amtool: error: failed to validate standard input\n\n");

        assertThat(AmtoolRun.reading(RULES + "  - {record: 'job:up:sum', expr: up}\n", "rules", "check", "--strict")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void check_missingFile_isRefused() {
        assertThat(AmtoolRun.of("rules", "check", folder + "/nothing.yml").err())
                .contains("does not exist");
    }

    @Test
    void test_asExpected_succeeds() throws IOException {
        file("rules.yml", RULES);
        String file = file("tests.yml", TESTS);

        assertThat(AmtoolRun.of("rules", "test", file))
                .isEqualTo(new AmtoolRun(0, "Unit Testing:  " + file + "\n  SUCCESS\n\n", ""));
    }

    @Test
    void test_otherwise_showsTheDifference() throws IOException {
        file("rules.yml", RULES);
        String file = file("tests.yml", TESTS.replace("{at: x}", "{at: y}").replace("value: 1}", "value: 2}"));

        AmtoolRun run = AmtoolRun.of("rules", "test", file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "  FAILED:\n",
                        "tests.yml:7:5: name: goes down, alertname: Down, time: 3m\n    - labels: {",
                        "annotations: {at=\"y\"}\n    + labels: {",
                        "    - {__name__=\"job:up:sum\", job=\"a\"} 2\n    + {__name__=\"job:up:sum\", job=\"a\"} 1\n");
        assertThat(AmtoolRun.of("rules", "test", "--run", "goes up", file).status())
                .isZero();
        assertThat(AmtoolRun.of("rules", "test", "--run", "goes up", "--run", "d.wn", file)
                        .status())
                .isEqualTo(1);
        assertThat(AmtoolRun.of("rules", "test", "--run", "(", file).err()).contains("--run: ");
    }

    @Test
    void test_severalNotAsExpected_showsThemAll() throws IOException {
        file("rules.yml", RULES);
        String file = file(
                "tests.yml",
                TESTS.replace("eval_time: 1m, alertname: Down}", "eval_time: 2m, alertname: Down}")
                        .replace("{at: x}", "{at: y}")
                        .replace("value: 1}", "value: 2}"));

        AmtoolRun run = AmtoolRun.of("rules", "test", file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "alertname: Down, time: 2m\n",
                        "alertname: Down, time: 3m\n",
                        "expr: \"job:up:sum\", time: 0s\n");
    }

    @Test
    void test_startTooFarAway_failsAtItsPlace() throws IOException {
        AmtoolRun run = AmtoolRun.of(
                "rules",
                "test",
                file("tests.yml", TESTS.replace("- name: goes down", "- name: goes down\n  start_timestamp: 1e17")));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("  FAILED:\n", "tests.yml:4:20: tests[0].start_timestamp: expected a time");
        assertThat(run.err()).isEqualTo("amtool: error: tests failed in 1 file(s)\n\n");
    }

    @Test
    void test_brokenFile_failsAtItsPlace() throws IOException {
        AmtoolRun run = AmtoolRun.of("rules", "test", file("tests.yml", TESTS.replace("0x5", "0y5")));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("  FAILED:\n", "tests[0].input_series[0].values: no series: ");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
