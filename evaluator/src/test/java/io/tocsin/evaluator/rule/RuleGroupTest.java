package io.tocsin.evaluator.rule;

import static io.tocsin.evaluator.rule.RuleWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleGroupTest {
    private static String group(String keys, String... rules) {
        return "groups: [{name: g, interval: 10s" + keys + ", rules: [" + String.join(", ", rules) + "]}]";
    }

    @Test
    void rules_inOrder_seeWhatThoseBeforeThemStored() {
        RuleWorld world = new RuleWorld(
                group("", "{record: double, expr: m * 2, labels: {x: y}}", "{record: quadruple, expr: double * 2}"));
        world.sample(0, 3, "__name__", "m", "a", "b").evaluate(0);
        assertThat(world.query("double", 0)).isEqualTo(Map.of("{a=b, x=y}", 6.0));
        assertThat(world.query("quadruple", 0)).isEqualTo(Map.of("{a=b, x=y}", 12.0));
    }

    @Test
    void record_labels_overruleAndTakeAway() {
        RuleWorld world =
                new RuleWorld(group(", labels: {g: 1, x: group}", "{record: r, expr: m, labels: {a: \"\", x: rule}}"));
        world.sample(0, 3, "__name__", "m", "a", "b", "c", "d").evaluate(0);
        assertThat(world.query("r", 0)).isEqualTo(Map.of("{c=d, g=1, x=rule}", 3.0));
    }

    @Test
    void record_seriesGone_ends() {
        RuleWorld world = new RuleWorld(group("", "{record: r, expr: m > 0}"));
        world.sample(0, 1, "__name__", "m", "a", "1").sample(0, 1, "__name__", "m", "a", "2");
        world.evaluate(0);
        world.sample(10, 0, "__name__", "m", "a", "1").evaluate(10);
        assertThat(world.query("r", 10)).containsOnlyKeys("{a=2}");
    }

    @Test
    void record_thatFails_endsNothing() {
        RuleWorld world = new RuleWorld(group(", limit: 1", "{record: r, expr: m}"));
        world.sample(0, 1, "__name__", "m", "a", "1").evaluate(0);
        world.sample(10, 1, "__name__", "m", "a", "2").evaluate(10);
        assertThat(world.rule(0).lastError()).isEqualTo("exceeded limit of 1 with 2 series");
        assertThat(world.query("r", 10)).containsOnlyKeys("{a=1}");
    }

    @Test
    void record_madeEqualByLabels_fails() {
        RuleWorld world = new RuleWorld(group("", "{record: r, expr: m, labels: {a: \"\"}}"));
        world.sample(0, 1, "__name__", "m", "a", "1")
                .sample(0, 1, "__name__", "m", "a", "2")
                .evaluate(0);
        assertThat(world.rule(0).lastError())
                .isEqualTo("vector contains metrics with the same labelset after applying rule labels");
    }

    @Test
    void record_ofNumberAndRange_storesAndRefuses() {
        RuleWorld world = new RuleWorld(group("", "{record: r, expr: 5}", "{record: s, expr: \"m[5m]\"}"));
        world.evaluate(0);
        assertThat(world.query("r", 0)).isEqualTo(Map.of("{}", 5.0));
        assertThat(world.rule(1).lastError()).isEqualTo("rule result is not a vector or scalar");
        assertThat(world.group().view().counts()).isEqualTo(new GroupView.Counts(1, 0, 2, 1, 1));
    }

    @Test
    void offset_ofQueries_movesBothSides() {
        RuleWorld world = new RuleWorld(group(", query_offset: 1m", "{record: r, expr: m}"));
        world.sample(0, 7, "__name__", "m").sample(50, 8, "__name__", "m").evaluate(60);
        assertThat(world.query("r", 0)).isEqualTo(Map.of("{}", 7.0));
    }

    @Test
    void slots_ofGroup_areSpreadAndMissedOnesCounted() {
        RuleWorld world = new RuleWorld(group("", "{record: r, expr: 1}"));
        long first = world.group().nextSlot(at(0));
        assertThat(first).isGreaterThan(at(0)).isLessThanOrEqualTo(at(10));
        assertThat(world.group().nextSlot(first - 1)).isEqualTo(first);
        assertThat(world.group().nextSlot(first)).isEqualTo(first + 10_000);
        assertThat(world.group().evaluate(world.settings(), first)).isEmpty();
        assertThat(world.group().evaluate(world.settings(), first + 40_000)).isEmpty();
        assertThat(world.group().view().counts().missed()).isEqualTo(3);
        assertThat(world.group().view().counts().iterations()).isEqualTo(5);
    }

    @Test
    void reload_sameGroup_isUntouched() {
        String rules = group("", "{alert: A, expr: m > 0, for: 1m}");
        RuleWorld world = new RuleWorld(rules);
        RuleGroup before = world.group();
        assertThat(world.reload("", rules)).isEqualTo(new RuleGroups.Change(List.of(), List.of(), List.of()));
        assertThat(world.group()).isSameAs(before);
    }

    @Test
    void reload_changedGroup_keepsItsAlerts() {
        // given
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0, for: 1m}"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        RuleGroup before = world.group();

        // when
        RuleGroups.Change change =
                world.reload("", group("", "{record: r, expr: m}", "{alert: A, expr: m > 0, for: 30s}"));

        // then
        assertThat(change.replaced()).containsExactly(before);
        assertThat(before.evaluate(world.settings(), at(10))).isEmpty();
        world.sample(30, 1, "__name__", "m").evaluate(30);
        assertThat(world.rule(1).state()).isEqualTo(AlertState.FIRING);
        assertThat(world.rule(1).instances().get(0).activeAtMillis()).isEqualTo(at(0));
    }

    @Test
    void reload_longerFor_makesFiringPendingAgain() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0, for: 10s}"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        world.evaluate(10);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        world.reload("", group("", "{alert: A, expr: m > 0, for: 1m}"));
        world.evaluate(20);
        assertThat(world.state()).isEqualTo(AlertState.PENDING);
        world.evaluate(60);
        assertThat(world.rule(0).instances().get(0).firedAtMillis()).isEqualTo(at(60));
    }

    @Test
    void reload_ruleGone_endsItsSeries() {
        RuleWorld world = new RuleWorld(group("", "{record: r, expr: m}", "{record: s, expr: m}"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        world.reload("", group("", "{record: s, expr: m}"));
        world.evaluate(10);
        assertThat(world.query("r", 10)).isEmpty();
        assertThat(world.query("s", 10)).hasSize(1);
    }

    @Test
    void reload_groupGone_endsItsSeriesWhenTold() {
        RuleWorld world = new RuleWorld(group("", "{record: r, expr: m}"));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        RuleGroups.Change change = world.reload("", "groups: []");
        assertThat(change.gone()).hasSize(1);
        change.gone().get(0).end(world.settings().sink(), at(5));
        assertThat(world.query("r", 20)).isEmpty();
    }
}
