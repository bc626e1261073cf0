package io.tocsin.evaluator.rule;

import static io.tocsin.evaluator.rule.RuleWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlertingRuleTest {
    private static final String MYSQL = """
            groups:
              - name: mysql
                interval: 10s
                rules:
                  - alert: MysqlRestarted
                    expr: mysql_uptime < 30
                    for: 10s
                    labels: {severity: warning}
                    annotations: {summary: "{{ $labels.instance }} is up for {{ $value }}s"}
            """;

    private static String rule(String extra) {
        return "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: m > 0" + extra + "}]}]";
    }

    private static RuleWorld uptime(long second, double value, RuleWorld world) {
        return world.sample(second, value, "__name__", "mysql_uptime", "instance", "db:1");
    }

    @Test
    void classic_scrapedEveryFiveEvaluatedEveryTen_goesThroughItsLifeAndBack() {
        // given
        RuleWorld world = new RuleWorld(MYSQL);
        List<AlertState> states = new ArrayList<>();

        // when it restarts at 15 s
        for (int second = 0; second <= 60; second += 5) {
            uptime(second, second < 15 ? 1000 + second : second - 15, world);
            if (second % 10 == 0) {
                world.evaluate(second);
                states.add(world.state());
            }
        }

        // then
        assertThat(states)
                .containsExactly(
                        AlertState.INACTIVE,
                        AlertState.INACTIVE,
                        AlertState.PENDING,
                        AlertState.FIRING,
                        AlertState.FIRING,
                        AlertState.INACTIVE,
                        AlertState.INACTIVE);
        assertThat(world.sent).hasSize(2);
        assertThat(world.sent.get(0))
                .isEqualTo(new SentAlert(
                        Labels.of("alertname", "MysqlRestarted", "instance", "db:1", "severity", "warning"),
                        Labels.of("summary", "db:1 is up for 15s"),
                        at(30),
                        at(30 + 240),
                        "http://tocsin/prometheus/graph?g0.expr=mysql_uptime+%3C+30&g0.tab=1",
                        false));
        assertThat(world.sent.get(1).startsAtMillis()).isEqualTo(at(30));
        assertThat(world.sent.get(1).endsAtMillis()).isEqualTo(at(50));
    }

    @Test
    void series_ofAlerts_followTheStateAndEnd() {
        RuleWorld world = new RuleWorld(MYSQL);
        uptime(0, 5, world).evaluate(0);
        assertThat(world.query("ALERTS", 0))
                .isEqualTo(
                        Map.of("{alertname=MysqlRestarted, alertstate=pending, instance=db:1, severity=warning}", 1.0));

        uptime(10, 15, world).evaluate(10);
        assertThat(world.query("ALERTS", 10).keySet())
                .containsExactly("{alertname=MysqlRestarted, alertstate=firing, instance=db:1, severity=warning}");
        assertThat(world.query("ALERTS_FOR_STATE", 10).values()).containsExactly(RuleWorld.START / 1000.0);

        uptime(20, 100, world).evaluate(20);
        assertThat(world.query("ALERTS or ALERTS_FOR_STATE", 20)).isEmpty();
    }

    @Test
    void alert_withoutFor_firesAtOnce() {
        RuleWorld world = new RuleWorld(rule(""));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        assertThat(world.sent).hasSize(1);
    }

    @Test
    void pending_sampleGone_isForgotten() {
        RuleWorld world = new RuleWorld(rule(", for: 1m"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        world.sample(10, 0, "__name__", "m").evaluate(10);
        world.sample(20, 1, "__name__", "m").evaluate(20);
        assertThat(world.rule(0).instances().get(0).activeAtMillis()).isEqualTo(at(20));
        assertThat(world.sent).isEmpty();
    }

    @Test
    void firing_sampleGone_isKeptAsLongAsAsked() {
        // given
        RuleWorld world = new RuleWorld(rule(", keep_firing_for: 30s"));
        world.sample(0, 1, "__name__", "m").evaluate(0);

        // when
        world.sample(10, 0, "__name__", "m").evaluate(10);
        assertThat(world.rule(0).instances().get(0).keepFiringSinceMillis()).isEqualTo(at(10));
        world.evaluate(30);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        world.evaluate(40);

        // then
        assertThat(world.state()).isEqualTo(AlertState.INACTIVE);
    }

    @Test
    void kept_sampleBack_countsAnew() {
        RuleWorld world = new RuleWorld(rule(", keep_firing_for: 30s"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        world.sample(10, 0, "__name__", "m").evaluate(10);
        world.sample(20, 1, "__name__", "m").evaluate(20);
        world.sample(30, 0, "__name__", "m").evaluate(30);
        assertThat(world.rule(0).instances().get(0).keepFiringSinceMillis()).isEqualTo(at(30));
        assertThat(world.rule(0).instances().get(0).firedAtMillis()).isEqualTo(at(0));
    }

    @Test
    void sending_firingThenResolved_repeatsAfterMoreThanTheDelayForFifteenMinutes() {
        // given
        RuleWorld world = new RuleWorld(rule(""));
        List<Long> sentAt = new ArrayList<>();

        // when it fires for 2 minutes
        for (int second = 0; second <= 120 + 17 * 60; second += 10) {
            world.sample(second, second < 120 ? 1 : 0, "__name__", "m");
            if (!world.evaluate(second).isEmpty()) {
                sentAt.add((long) second);
            }
        }

        // then
        assertThat(sentAt).startsWith(0L, 70L, 120L, 190L, 260L).endsWith(890L, 960L);
        assertThat(world.sent.get(world.sent.size() - 1).endsAtMillis()).isEqualTo(at(120));
        assertThat(world.kept()).isEmpty();
    }

    @Test
    void resolved_firesAgain_isANewAlert() {
        RuleWorld world = new RuleWorld(rule(""));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        world.sample(10, 0, "__name__", "m").evaluate(10);
        world.sample(20, 1, "__name__", "m").evaluate(20);
        assertThat(world.sent).extracting(SentAlert::startsAtMillis).containsExactly(at(0), at(0), at(20));
        assertThat(world.sent.get(2).endsAtMillis()).isGreaterThan(at(20));
    }

    @Test
    void limit_exceeded_forgetsAllAndSaysSo() {
        RuleWorld world = new RuleWorld("groups: [{name: g, limit: 1, rules: [{alert: A, expr: m > 0}]}]");
        world.sample(0, 1, "__name__", "m", "a", "1").evaluate(0);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        world.sample(10, 1, "__name__", "m", "a", "2").evaluate(10);
        assertThat(world.rule(0).lastError()).isEqualTo("exceeded limit of 1 with 2 alerts");
        assertThat(world.rule(0).health()).isEqualTo(RuleHealth.BAD);
        assertThat(world.rule(0).instances()).isEmpty();
    }

    @Test
    void identity_madeEqualByLabels_failsAndKeepsTheState() {
        // given
        RuleWorld world = new RuleWorld(rule(", labels: {a: \"\"}"));
        world.sample(0, 1, "__name__", "m", "a", "1").evaluate(0);

        // when
        world.sample(10, 1, "__name__", "m", "a", "2").evaluate(10);

        // then
        assertThat(world.rule(0).lastError())
                .isEqualTo("vector contains metrics with the same labelset after applying alert labels");
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void labels_ofRule_cannotChangeTheName() {
        RuleWorld world = new RuleWorld(rule(", labels: {alertname: B, value: \"{{ $value }}\", __x: y}"));
        world.sample(0, 1e6, "__name__", "m").evaluate(0);
        assertThat(world.sent.get(0).labels()).isEqualTo(Labels.of("alertname", "A", "value", "1e+06", "__x", "y"));
    }

    @Test
    void template_thatFails_isTheAnnotation() {
        RuleWorld world = new RuleWorld(rule(", annotations: {a: \"{{ .Foo }}\", b: '{{ query \"(\" }}'}"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        assertThat(world.sent.get(0).annotations().get("a"))
                .startsWith("<error expanding template: error executing template __alert_A: template: __alert_A:1:")
                .contains("can't evaluate field Foo in type struct { Labels map[string]string;");
        assertThat(world.sent.get(0).annotations().get("b")).contains("parse error");
    }

    @Test
    void template_asks_theStore() {
        RuleWorld world = new RuleWorld(
                rule(", annotations: {a: '{{ with query \"n\" }}{{ . | first | value | humanize }}{{ end }} of {{"
                        + " $externalLabels.x }}{{ $labels.__name__ }}'}"));
        world.sample(0, 1, "__name__", "m").sample(0, 12345, "__name__", "n").evaluate(0);
        assertThat(world.sent.get(0).annotations().get("a")).isEqualTo("12.35k of m");
    }

    @Test
    void external_labelsAndRelabeling_concernWhatIsSentAlone() {
        // given
        RuleWorld world = new RuleWorld("""
                global: {external_labels: {cluster: eu, a: external}}
                alerting: {alert_relabel_configs: [{action: labeldrop, regex: secret}]}
                """, rule(", labels: {secret: s}"));

        // when
        world.sample(0, 1, "__name__", "m", "a", "own").evaluate(0);

        // then
        assertThat(world.sent.get(0).labels()).isEqualTo(Labels.of("alertname", "A", "a", "own", "cluster", "eu"));
        assertThat(world.rule(0).instances().get(0).labels())
                .isEqualTo(Labels.of("alertname", "A", "a", "own", "secret", "s"));
    }

    @Test
    void query_thatFails_leavesAllAsItIs() {
        // given: two series of one label set without the name
        RuleWorld world = new RuleWorld("groups: [{name: g, rules: [{alert: A, expr: 'm * on (a) group_left () n'}]}]");
        world.sample(0, 1, "__name__", "m", "a", "1")
                .sample(0, 1, "__name__", "n", "a", "1")
                .evaluate(0);

        // when
        world.sample(10, 1, "__name__", "n", "a", "1", "b", "2").evaluate(10);

        // then
        assertThat(world.rule(0).lastError()).contains("many-to-many matching not allowed");
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        assertThat(world.rule(0).evaluations())
                .extracting(RuleEvaluation::samples)
                .containsExactly(0, 1);
    }

    @Test
    void alert_ofANumber_hasNoLabels() {
        RuleWorld world = new RuleWorld("groups: [{name: g, rules: [{alert: A, expr: 1}]}]");
        world.evaluate(0);
        assertThat(world.sent.get(0).labels()).isEqualTo(Labels.of("alertname", "A"));
    }

    @Test
    void selectors_thatMatchNothing_areNamed() {
        RuleWorld world = new RuleWorld(
                "groups: [{name: g, rules: [{alert: A, expr: 'rate(nothing{a=\"b\"}[5m]) > 0 and m > 0'}]}]");
        world.sample(0, 1, "__name__", "m").evaluate(0);
        assertThat(world.rule(0).emptySelectors()).containsExactly("nothing{a=\"b\"}");
    }

    /** Deviation D-342: nothing that a label holds may end the evaluation of the group. */
    @Test
    void relabeling_thatWouldMakeAnEndlessText_keepsTheLabelAndTheGroupGoesOn() {
        // given
        String doubling =
                "alerting: {alert_relabel_configs: [{source_labels: [big], target_label: big, replacement: $1$1}]}";
        String big = "x".repeat(600_000);
        RuleWorld world = new RuleWorld(
                doubling,
                "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: m > 0, labels: {big: " + big
                        + "}}, {alert: B, expr: m > 0}]}]");
        // when
        List<SentAlert> sent = world.sample(0, 1, "__name__", "m").evaluate(0);
        // then
        assertThat(sent)
                .extracting(alert -> alert.labels().get("alertname")
                        + alert.labels().get("big").length())
                .containsExactly("A600000", "B0");
    }
}
