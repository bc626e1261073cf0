package io.tocsin.evaluator.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorded verdicts of {@link RuleTestRecordingTest} do not tell: each of their files has one expectation. */
final class RuleTestRunTest {
    private static final String RULES = """
            groups:
            - name: g
              rules:
              - {alert: Down, expr: up == 0}
              - {alert: Broken, expr: 'label_replace(broken, "i", "x", "", "")'}
            """;

    private static List<String> problems(String test) {
        return RuleTestFile.problems(
                RULES, "rule_files: [rules.yml]\ntests:\n- " + test.indent(2).strip() + "\n");
    }

    /** Whoever mends one expectation wants to know of the others at the same time. */
    @Test
    void expectations_threeNotMet_areAllReported() {
        // given
        String test = """
                input_series: [{series: 'up{i="1"}', values: '1 0 0 0 1'}]
                alert_rule_test:
                - {eval_time: 1m, alertname: Down}
                - {eval_time: 2m, alertname: Down, exp_alerts: [{exp_labels: {i: "1"}}]}
                - {eval_time: 3m, alertname: Down}
                promql_expr_test:
                - {expr: up, eval_time: 1m, exp_samples: [{labels: 'up{i="1"}', value: 1}]}
                - {expr: up, eval_time: 4m, exp_samples: [{labels: 'up{i="1"}', value: 1}]}
                """;
        // when
        List<String> problems = problems(test);
        // then
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("alertname: Down, time: 1m");
        assertThat(problems.get(1)).contains("alertname: Down, time: 3m");
        assertThat(problems.get(2)).contains("expr: \"up\", time: 1m");
    }

    /** What comes later would be said of other samples than the test has. */
    @Test
    void evaluation_ruleFails_endsTheTest() {
        String test = """
                input_series:
                - {series: 'broken{i="1"}', values: '_ 1'}
                - {series: 'broken{i="2"}', values: '_ 1'}
                alert_rule_test:
                - {eval_time: 0m, alertname: Down, exp_alerts: [{exp_labels: {i: "1"}}]}
                - {eval_time: 2m, alertname: Down, exp_alerts: [{exp_labels: {i: "1"}}]}
                promql_expr_test:
                - {expr: up, eval_time: 2m, exp_samples: [{labels: up, value: 1}]}
                """;
        List<String> problems = problems(test);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("alertname: Down, time: 0s");
        assertThat(problems.get(1)).contains("rule: Broken, time: 1m", "vector cannot contain metrics with");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.5, 1.5",
        "'\"1700000000\"', 1700000000",
        "-1.25, -1.25",
        "1e9, 1000000000",
        "1_000, 1000",
        "2026-01-01T00:00:00Z, 1767225600",
        "2026-01-01T01:00:00.25+01:00, 1767225600.25",
        "'\"0000-01-01T00:00:00Z\"', -62167219200",
        "253402300799, 253402300799",
    })
    void startTimestamp_ofEveryForm_isWhenTheTestStarts(String written, double seconds) {
        String test = """
                start_timestamp: %s
                promql_expr_test:
                - {expr: time(), eval_time: 0m, exp_samples: [{value: %s}]}
                """.formatted(written, seconds);
        assertThat(problems(test)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e17",
                "-1e300",
                ".nan",
                "NaN",
                "Inf",
                "+999999999-01-01T00:00:00Z",
                "2026-01-01",
                "2026-13-01T00:00:00Z",
                "soon",
                "253402300800",
            })
    void startTimestamp_noTime_isAnErrorAtItsPlace(String written) {
        assertThat(problems("start_timestamp: " + written))
                .singleElement()
                .asString()
                .startsWith("test.yml:3:20: tests[0].start_timestamp: expected a time, got");
    }

    /** Otherwise a value that was forgotten would be 0. */
    @Test
    void expectedSample_valueBehindItsLabels_isRefused() {
        assertThat(problems("promql_expr_test: [{expr: up, exp_samples: [{labels: 'up{job=\"a\"} 1'}]}]"))
                .singleElement()
                .asString()
                .contains("test.yml:3:", "exp_samples[0].labels: no series: values stand behind the labels");
    }

    @Test
    void groupOrder_nameTwice_isAnErrorAtItsPlace() {
        assertThat(RuleTestFile.problems(RULES, "group_eval_order: [g, h, g]\ntests: []\n"))
                .singleElement()
                .asString()
                .startsWith("test.yml:1:26: group_eval_order[2]: group name repeated in evaluation order: g");
    }

    /** Deviation D-345. */
    @Test
    void values_inSeveralLines_areOneRow() {
        String test = """
                input_series: [{series: up, values: "1\\n2"}, {series: down, values: "3 4\\n\\n"}, {series: left, values: "5 6"}]
                promql_expr_test: [{expr: up + on () down + on () left, eval_time: 1m, exp_samples: [{value: 12}]}]
                """;
        assertThat(problems(test)).isEmpty();
        assertThat(problems("input_series: [{series: '#up', values: '1 1'}]"))
                .singleElement()
                .asString()
                .contains("input_series[0].values: no series: unexpected end of input");
    }
}
