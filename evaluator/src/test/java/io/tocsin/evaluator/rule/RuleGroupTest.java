package io.tocsin.evaluator.rule;

import static io.tocsin.evaluator.rule.RuleWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void reload_lineAboveTheGroup_leavesItAlone() {
        String rules = group("", "{alert: A, expr: m > 0, for: 1m}", "{record: r, expr: m}");
        RuleWorld world = new RuleWorld(rules);
        assertThat(world.reload("", "# a comment\n" + rules))
                .isEqualTo(new RuleGroups.Change(List.of(), List.of(), List.of()));
    }

    /** What a reload sees and does while a slow evaluation is under way; the evaluation ends after it. */
    @Test
    void reload_duringAnEvaluation_waitsForNothingAndLosesNothing() {
        // given
        String other = "{alert: B, expr: m > 0}";
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0}", other));
        world.sample(0, 1, "__name__", "m").evaluate(0);
        RuleGroup before = world.group();
        long version = before.snapshot().version();
        AtomicBoolean isReloaded = new AtomicBoolean();
        world.sample(70, 1, "__name__", "m").sample(70, 1, "__name__", "m", "a", "b");

        // when the reload comes while the first rule is evaluated
        List<SentAlert> sent = before.evaluate(
                world.settings(
                        () -> {
                            if (isReloaded.compareAndSet(false, true)) {
                                duringAnEvaluation(
                                        world, group(", limit: 9", "{alert: A, expr: m > 0}", other), before);
                            }
                        },
                        () -> 0),
                at(70));

        // then what that rule has come to is sent and kept, the next one is left to the new group
        assertThat(isReloaded).isTrue();
        assertThat(sent).extracting(alert -> alert.labels().get("alertname")).containsExactly("A", "A");
        assertThat(world.group()).isNotSameAs(before);
        assertThat(world.group().snapshot().version()).isGreaterThan(version);
        assertThat(world.group().snapshot().state().alerts()).hasSize(3);
        assertThat(world.evaluate(80))
                .extracting(alert -> alert.labels().get("alertname"))
                .containsExactly("B", "B");
        assertThat(world.rule(0).instances())
                .extracting(AlertInstance::firedAtMillis)
                .containsExactlyInAnyOrder(at(0), at(70));
        assertThat(world.group().snapshot().state().alerts()).hasSize(4);
    }

    /** On another thread, as a reload is: it must end although the evaluation has not. */
    private static void duringAnEvaluation(RuleWorld world, String rules, RuleGroup before) {
        CompletableFuture.runAsync(() -> {
                    assertThat(world.reload("", rules).replaced()).containsExactly(before);
                    RuleGroup next = world.group();
                    assertThat(next.evaluate(world.settings(), at(70))).isEmpty();
                    assertThat(next.view().rules())
                            .extracting(rule -> rule.instances().size())
                            .containsExactly(1, 1);
                    assertThat(next.snapshot()).isSameAs(before.snapshot());
                })
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void stop_duringTemplates_leavesTheAlertAsItIs() {
        // given a label that is made by a query
        RuleWorld world = new RuleWorld(group(
                "", "{alert: A, expr: m > 0, labels: {n: '{{ with query \"n\" }}{{ . | first | value }}{{ end }}'}}"));
        world.sample(0, 1, "__name__", "m").sample(0, 5, "__name__", "n").evaluate(0);
        List<GroupState> known = world.kept();

        // when the stop comes once the expression is through
        AtomicInteger asked = new AtomicInteger();
        for (int after = 0; after < 20; after++) {
            int last = after;
            asked.set(0);
            assertThat(world.group()
                            .evaluate(
                                    world.settings(
                                            () -> {
                                                if (asked.getAndIncrement() >= last) {
                                                    throw new QueryException(QueryException.Reason.CANCELED, "stopped");
                                                }
                                            },
                                            () -> 0),
                                    at(10 + after)))
                    .isEmpty();
        }

        // then
        assertThat(world.kept().get(0).alerts()).isEqualTo(known.get(0).alerts());
        assertThat(world.rule(0).evaluations())
                .extracting(RuleEvaluation::error)
                .contains("stopped", "");
    }

    /** An alert whose labels a query makes is not to be another one because others have the memory for it. */
    @ParameterizedTest
    @ValueSource(strings = {"count(wide * 2) > 0", "vector(1)"})
    void memory_othersHaveIt_evaluationFailsAndComesAgain(String expression) {
        // given
        RuleWorld world = new RuleWorld(group(
                "",
                "{alert: A, expr: '" + expression + "',"
                        + " labels: {n: '{{ with query \"count(wide * 2)\" }}{{ . | first | value }}{{ end }}'}}"));
        for (int i = 0; i < 2_000; i++) {
            world.sample(0, 1, "__name__", "wide", "i", "" + i);
        }
        EvaluationMemory memory = new EvaluationMemory(8 << 20, 1, 100);
        world.group().evaluate(world.settings(memory), at(0));
        List<GroupState> known = world.kept();
        assertThat(known.get(0).alerts()).hasSize(1);
        assertThat(memory.takenBytes(User.RULE)).isZero();

        // when
        EvaluationMemory.Share others = memory.share(User.RULE);
        takeAll(others);
        takeAll(memory.share(User.QUERY));
        List<SentAlert> sent = world.group().evaluate(world.settings(memory), at(1));

        // then
        assertThat(sent).isEmpty();
        assertThat(world.kept().get(0).alerts()).isEqualTo(known.get(0).alerts());
        assertThat(world.rule(0).health()).isEqualTo(RuleHealth.BAD);
        assertThat(world.rule(0).lastError()).startsWith("no memory for ");
        others.close();
        assertThat(memory.takenBytes(User.RULE)).isZero();
        world.group().evaluate(world.settings(memory), at(2));
        assertThat(world.rule(0).health()).isEqualTo(RuleHealth.OK);
    }

    private static void takeAll(EvaluationMemory.Share share) {
        try {
            while (true) {
                share.keep(1 << 10);
            }
        } catch (QueryException ignored) {
            // There is no more.
        }
    }

    @Test
    void snapshot_version_growsWithAlertsAndThroughReloads() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0, for: 20s}"));
        assertThat(world.evaluate(0)).isEmpty();
        assertThat(world.group().snapshot())
                .isEqualTo(GroupSnapshot.none(world.group().id()));

        world.sample(10, 1, "__name__", "m").evaluate(10);
        assertThat(versions(world)).containsExactly(1L, 1L);
        world.evaluate(20);
        assertThat(versions(world)).containsExactly(2L, 1L);
        world.evaluate(30);
        assertThat(versions(world)).containsExactly(3L, 3L);

        world.reload("", group("", "{alert: A, expr: m > 0, for: 20s, labels: {a: b}}"));
        assertThat(versions(world)).containsExactly(3L, 3L);
        world.evaluate(40);
        assertThat(versions(world)).containsExactly(4L, 4L);
    }

    @Test
    void snapshot_groupGoesAndComesBack_versionGoesOn() {
        String group = group("", "{alert: A, expr: m > 0, for: 20s}");
        RuleWorld world = new RuleWorld(group);
        world.sample(10, 1, "__name__", "m").evaluate(10);
        world.evaluate(20);
        long version = world.group().snapshot().version();

        world.reload("", "");
        world.reload("", group);
        world.evaluate(30);

        assertThat(world.group().snapshot().version()).isGreaterThan(version);
        assertThat(world.group().snapshot().essence()).isGreaterThan(version);
    }

    private static List<Long> versions(RuleWorld world) {
        return List.of(
                world.group().snapshot().version(), world.group().snapshot().essence());
    }

    @Test
    void clock_setBack_leavesFiringAlertsFiring() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0, for: 10s}"));
        world.sample(0, 1, "__name__", "m");
        world.evaluate(100);
        world.evaluate(110);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        world.evaluate(50);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
    }

    /** Also when it comes by the time at which the condition began by the clock of before. */
    @Test
    void clock_setBackAndCatchesUp_firesOn() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: vector(1), for: 60s}"));
        for (long second = 3_600; second <= 3_660; second += 10) {
            world.evaluate(second);
        }
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        for (long second = 3_540; second <= 3_680; second += 10) {
            world.evaluate(second);
            assertThat(world.state()).isEqualTo(AlertState.FIRING);
        }
    }

    @Test
    void clock_setBack_pendingAlertWaitsForWhatIsLeftAlone() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: vector(1), for: 30s}"));
        world.evaluate(3_600);
        world.evaluate(3_610);
        world.evaluate(50);
        assertThat(world.state()).isEqualTo(AlertState.PENDING);
        world.evaluate(60);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void clock_setBack_keepFiringForEndsWhenItWouldHave() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: vector(1), keep_firing_for: 30s}"));
        world.evaluate(3_600);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        assertThat(world.reload("", group("", "{alert: A, expr: m, keep_firing_for: 30s}"))
                        .started())
                .hasSize(1);
        world.evaluate(3_610);
        world.evaluate(3_620);
        world.evaluate(50);
        assertThat(world.state()).isEqualTo(AlertState.FIRING);
        world.evaluate(60);
        assertThat(world.state()).isEqualTo(AlertState.INACTIVE);
    }

    /** Otherwise the router would believe for all that time that it fires. */
    @Test
    void clock_setBack_tellsOfAlertsThatAreOver() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0}"));
        world.sample(3_600, 1, "__name__", "m");
        assertThat(world.evaluate(3_600)).hasSize(1);
        assertThat(world.evaluate(50)).satisfiesExactly(over -> {
            assertThat(over.endsAtMillis()).isEqualTo(at(50));
            assertThat(over.startsAtMillis()).isLessThanOrEqualTo(at(50));
        });
        assertThat(world.evaluate(60)).isEmpty();
    }

    @Test
    void clock_setBack_tellsAgainOfAlertsThatWereOver() {
        RuleWorld world = new RuleWorld(group("", "{alert: A, expr: m > 0}"));
        world.sample(3_600, 1, "__name__", "m");
        assertThat(world.evaluate(3_600)).hasSize(1);
        assertThat(world.evaluate(4_000)).hasSize(1);
        assertThat(world.evaluate(50)).satisfiesExactly(over -> {
            assertThat(over.endsAtMillis()).isEqualTo(at(50));
            assertThat(over.startsAtMillis()).isLessThanOrEqualTo(at(50));
        });
        assertThat(world.evaluate(60)).isEmpty();
        assertThat(world.evaluate(50 + 15 * 60)).hasSize(1);
        assertThat(world.evaluate(60 + 15 * 60)).isEmpty();
        assertThat(world.evaluate(200 + 15 * 60)).isEmpty();
    }
}
