package io.tocsin.evaluator.rule;

import static io.tocsin.evaluator.rule.RuleWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts through a restart; the store is empty after it. */
final class RestoredAlertsTest {
    private static final AlertTiming TIMING =
            new AlertTiming(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(10));

    private static String rule(String extra) {
        return "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: m > 0" + extra + "}]}]";
    }

    private static RuleWorld world(String rules, List<GroupState> before) {
        return new RuleWorld("", rules, TIMING, before);
    }

    /** A world that has been evaluated once each 10 s up to {@code end}, its alert active since 0. */
    private static RuleWorld activeUntil(long end, String rules) {
        RuleWorld world = world(rules, List.of());
        for (long second = 0; second <= end; second += 10) {
            world.sample(second, 1, "__name__", "m").evaluate(second);
        }
        return world;
    }

    private static long firesAt(RuleWorld world, long from) {
        for (long second = from; second < from + 7200; second += 10) {
            world.sample(second, 1, "__name__", "m").evaluate(second);
            if (world.state() == AlertState.FIRING) {
                return second;
            }
        }
        throw new AssertionError("never");
    }

    @Test
    void state_beforeTheFirstEvaluation_isWhatWasKept() {
        List<GroupState> kept = activeUntil(300, rule(", for: 30m")).kept();

        assertThat(kept).isNotEmpty();
        assertThat(world(rule(", for: 30m"), kept).kept()).isEqualTo(kept);
    }

    @Test
    void state_afterAReloadBeforeTheNextEvaluation_isWhatWasKnown() {
        RuleWorld world = activeUntil(300, rule(", for: 30m"));
        List<GroupState> known = world.kept();

        RuleGroups.Change change = world.reload("", rule(", for: 40m"));

        assertThat(change.replaced()).isNotEmpty();
        assertThat(known).isNotEmpty();
        assertThat(world.kept()).isEqualTo(known);
    }

    @Test
    void pending_muchIsLeft_waitsAsLongAsTheOutageWas() {
        RuleWorld before = activeUntil(300, rule(", for: 30m"));
        RuleWorld after = world(rule(", for: 30m"), before.kept());
        assertThat(firesAt(after, 420)).isEqualTo(1800 + 120);
    }

    @Test
    void pending_littleIsLeft_waitsForTheGracePeriod() {
        RuleWorld before = activeUntil(1700, rule(", for: 30m"));
        RuleWorld after = world(rule(", for: 30m"), before.kept());
        assertThat(firesAt(after, 1760)).isEqualTo(1760 + 600);
    }

    @Test
    void pending_shortFor_beginsAnew() {
        RuleWorld before = activeUntil(200, rule(", for: 5m"));
        RuleWorld after = world(rule(", for: 5m"), before.kept());
        assertThat(firesAt(after, 260)).isEqualTo(260 + 300);
    }

    @Test
    void pending_longOutage_beginsAnew() {
        RuleWorld before = activeUntil(300, rule(", for: 30m"));
        RuleWorld after = world(rule(", for: 30m"), before.kept());
        assertThat(firesAt(after, 300 + 3610)).isEqualTo(300 + 3610 + 1800);
    }

    @Test
    void firing_noSampleYet_firesOnWithItsStart() {
        // given
        RuleWorld before = activeUntil(200, rule(", for: 1m"));
        assertThat(before.sent.get(0).startsAtMillis()).isEqualTo(at(60));
        RuleWorld after = world(rule(", for: 1m"), before.kept());

        // when
        List<SentAlert> sent = after.evaluate(270);

        // then
        assertThat(sent).extracting(SentAlert::startsAtMillis).containsExactly(at(60));
        assertThat(sent.get(0).endsAtMillis()).isEqualTo(at(270 + 240));
        assertThat(sent.get(0).isHeld()).isTrue();
        assertThat(after.state()).isEqualTo(AlertState.FIRING);
        assertThat(after.query("ALERTS", 270)).hasSize(1);

        // when its sample comes
        after.sample(280, 1, "__name__", "m").evaluate(280);
        assertThat(after.rule(0).instances().get(0).activeAtMillis()).isEqualTo(at(0));

        // then it is as any other again
        after.sample(345, 1, "__name__", "m");
        assertThat(after.evaluate(350)).extracting(SentAlert::isHeld).containsExactly(false);
        after.sample(360, 0, "__name__", "m").evaluate(360);
        assertThat(after.state()).isEqualTo(AlertState.INACTIVE);
    }

    @Test
    void firing_noSampleWhenAllIsThere_isResolvedThen() {
        RuleWorld after =
                world(rule(", for: 1m"), activeUntil(200, rule(", for: 1m")).kept());

        // five minutes for which a sample counts, and an interval
        for (long second = 260; second < 260 + 310; second += 10) {
            after.evaluate(second);
            assertThat(after.state()).isEqualTo(AlertState.FIRING);
        }
        List<SentAlert> sent = after.evaluate(570);

        assertThat(after.state()).isEqualTo(AlertState.INACTIVE);
        assertThat(sent).extracting(SentAlert::endsAtMillis).containsExactly(at(570));
    }

    @Test
    void firing_expressionThatLooksBack_isHeldUntilThatIsThere() {
        String rules =
                "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: 'max_over_time(m[1h] offset 10m) > 0'}]}]";
        RuleWorld before = world(rules, List.of());
        before.sample(0, 1, "__name__", "m").evaluate(700);
        RuleWorld after = world(rules, before.kept());

        long lookBack = 3600 + 600 + 300 + 10;
        after.evaluate(800);
        after.evaluate(800 + lookBack - 1);
        assertThat(after.state()).isEqualTo(AlertState.FIRING);
        after.evaluate(800 + lookBack);
        assertThat(after.state()).isEqualTo(AlertState.INACTIVE);
    }

    @Test
    void firing_ofWhatASlowGroupRecords_isHeldUntilThatIsThere() {
        String rules = "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: r > 0}]},"
                + " {name: h, interval: 15m, rules: [{record: r, expr: 'max_over_time(m[20m])'}]}]";
        RuleWorld before = world(rules, List.of());
        before.sample(0, 1, "__name__", "r").evaluate(0);
        RuleWorld after = world(rules, before.kept());

        long lookBack = 1200 + 900 + 300 + 10;
        after.evaluate(60);
        after.evaluate(60 + lookBack - 1);
        assertThat(after.state()).isEqualTo(AlertState.FIRING);
        after.evaluate(60 + lookBack);
        assertThat(after.state()).isEqualTo(AlertState.INACTIVE);
    }

    @Test
    void firing_outageLongerThanTolerated_firesOnToo() {
        RuleWorld after =
                world(rule(", for: 1m"), activeUntil(200, rule(", for: 1m")).kept());
        assertThat(after.evaluate(200 + 7200))
                .extracting(SentAlert::startsAtMillis)
                .containsExactly(at(60));
    }

    /** Otherwise it would fire, whatever there is, until the clock has caught up. */
    @Test
    void firing_clockSetBackWhileItIsHeld_isResolvedWhenAllIsThere() {
        RuleWorld after =
                world(rule(", for: 1m"), activeUntil(200, rule(", for: 1m")).kept());

        after.evaluate(4000);
        for (long second = 400; second < 400 + 300; second += 10) {
            after.evaluate(second);
            assertThat(after.state()).isEqualTo(AlertState.FIRING);
        }
        assertThat(after.evaluate(700)).extracting(SentAlert::endsAtMillis).containsExactly(at(700));
    }

    @Test
    void pending_clockSetBackBeforeItsSample_goesOnWhereItWas() {
        RuleWorld after =
                world(rule(", for: 30m"), activeUntil(300, rule(", for: 30m")).kept());

        after.evaluate(2000);
        after.evaluate(100);

        assertThat(firesAt(after, 110)).isEqualTo(110 + 1500);
    }

    @Test
    void outage_beforeAReplacedGroupIsEvaluated_holdsWhatFires() {
        RuleWorld world = activeUntil(200, rule(", for: 1m"));
        assertThat(world.reload("", rule(", for: 1m, annotations: {a: b}")).started())
                .hasSize(1);

        world.resume();

        assertThat(world.evaluate(7200)).extracting(SentAlert::isHeld).containsExactly(true);
    }

    /** The group that follows has not taken over yet when the outage is noticed, or is not there yet. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outage_whileAnEvaluationIsUnderWay_reachesTheGroupThatFollows(boolean isReloadedBefore) {
        // given
        RuleWorld world = activeUntil(200, rule(", for: 1m"));
        Runnable reload = () -> assertThat(
                        world.reload("", rule(", for: 1m, annotations: {a: b}")).started())
                .hasSize(1);
        AtomicBoolean isDone = new AtomicBoolean();

        // when both come from other threads
        world.group()
                .evaluate(
                        world.settings(
                                () -> {
                                    if (isDone.compareAndSet(false, true)) {
                                        CompletableFuture.runAsync(isReloadedBefore ? reload : world::resume)
                                                .thenRun(isReloadedBefore ? world::resume : reload)
                                                .orTimeout(60, TimeUnit.SECONDS)
                                                .join();
                                    }
                                },
                                () -> 0),
                        at(210));

        // then
        assertThat(isDone).isTrue();
        assertThat(world.evaluate(7200)).extracting(SentAlert::isHeld).containsExactly(true);
    }

    /** Of those that look at no samples, somebody may have looked since. */
    @Test
    void outage_othersOfTheGroupAreEvaluatedSince_doesNotCountForPendingOnes() {
        // given
        String rules = "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: m > 0, for: 30m},"
                + " {alert: B, expr: vector(1)}]}]";
        RuleWorld world = activeUntil(300, rules);

        // when
        List<SentAlert> unused = world.group().evaluateWithoutSamples(world.settings(), at(3000));
        world.resume();

        // then
        assertThat(firesAt(world, 3010)).isEqualTo(3010 + 1500);
    }

    /** Otherwise one blip long after the restart would be a page, whatever "for" says. */
    @Test
    void blip_longAfterTheRestart_waitsForItsTimeAnew() {
        String rules = rule(", for: 30m");
        RuleWorld pending = world(rules, activeUntil(1700, rules).kept());
        RuleWorld firing = world(rules, activeUntil(1900, rules).kept());
        for (RuleWorld after : List.of(pending, firing)) {
            for (long second = 2000; second < 3000; second += 10) {
                after.evaluate(second);
            }
            after.sample(3000, 1, "__name__", "m").evaluate(3000);
            assertThat(after.state()).isEqualTo(AlertState.PENDING);
            assertThat(after.rule(0).instances().get(0).activeAtMillis()).isEqualTo(at(3000));
        }
    }

    @Test
    void firing_beforeTheFirstEvaluation_isSentAgain() {
        RuleWorld after =
                world(rule(", for: 1m"), activeUntil(200, rule(", for: 1m")).kept());
        List<SentAlert> sent = after.group().sendAgain(after.settings(), at(300));
        assertThat(sent).extracting(SentAlert::startsAtMillis).containsExactly(at(60));
        assertThat(sent.get(0).endsAtMillis()).isEqualTo(at(300 + 240));
    }

    /** Whether anybody heard it before is not known. */
    @Test
    void firing_firstSample_isSentAtOnce() {
        RuleWorld after =
                world(rule(", for: 1m"), activeUntil(200, rule(", for: 1m")).kept());
        assertThat(after.group().sendAgain(after.settings(), at(300))).hasSize(1);
        assertThat(after.evaluate(240)).extracting(SentAlert::isHeld).containsExactly(true);
        assertThat(after.evaluate(250)).extracting(SentAlert::isHeld).containsExactly(true);

        after.sample(260, 1, "__name__", "m");
        assertThat(after.evaluate(260)).extracting(SentAlert::isHeld).containsExactly(false);
        after.sample(270, 1, "__name__", "m");
        assertThat(after.evaluate(270)).isEmpty();
    }

    @Test
    void firing_secondRestartBeforeTheSample_isNotForgotten() {
        RuleWorld before = activeUntil(200, rule(", for: 1m"));
        RuleWorld between = world(rule(", for: 1m"), before.kept());
        between.evaluate(260);
        RuleWorld after = world(rule(", for: 1m"), between.kept());
        after.sample(330, 1, "__name__", "m");
        assertThat(after.evaluate(330).get(0).startsAtMillis()).isEqualTo(at(60));
    }

    @Test
    void sameName_differentLabels_areKeptApart() {
        // given: only the warning fires
        String rules = """
                groups:
                  - name: g
                    interval: 10s
                    rules:
                      - {alert: Full, expr: m > 5, labels: {severity: critical, team: "{{ $labels.team }}"}}
                      - {alert: Full, expr: m > 1, labels: {severity: warning}, keep_firing_for: 5m}
                      - {alert: Full, expr: m > 1, labels: {severity: warning}}
                """;
        RuleWorld before = world(rules, List.of());
        before.sample(0, 2, "__name__", "m", "team", "a").evaluate(0);

        // when
        RuleWorld after = world(rules, before.kept());

        // then
        assertThat(after.kept()).isEqualTo(before.kept());
        after.sample(60, 2, "__name__", "m", "team", "a").evaluate(60);
        assertThat(after.rule(0).instances()).isEmpty();
        assertThat(after.rule(1).instances()).hasSize(1);
        assertThat(after.rule(2).instances()).hasSize(1);
        assertThat(after.sent).noneMatch(alert -> alert.endsAtMillis() <= at(60));
    }

    /** Kept by a version that did not say of which rule an alert is. */
    @Test
    void sameName_oldState_isToldApartByLabels() {
        String rules =
                "groups: [{name: g, interval: 10s, rules: [{alert: A, expr: m > 5, labels: {severity: critical}},"
                        + " {alert: A, expr: m > 0, labels: {severity: warning}}]}]";
        RuleWorld before = world(rules, List.of());
        before.sample(0, 1, "__name__", "m").evaluate(0);
        GroupState known = before.kept().get(0);
        GroupState old = new GroupState(
                known.id(),
                known.evaluatedAtMillis(),
                known.alerts().stream()
                        .map(kept -> new KeptAlert(Optional.empty(), kept.alert()))
                        .toList());

        RuleWorld after = world(rules, List.of(old));

        assertThat(after.rule(0).instances()).isEmpty();
        assertThat(after.rule(1).instances()).hasSize(1);
        assertThat(after.group().snapshot().version()).isPositive();
        assertThat(after.kept()).isEqualTo(before.kept());
    }

    @Test
    void group_renamed_itsAlertsAreFoundByNameAndLabels() {
        // given
        RuleWorld before = activeUntil(300, rule(", for: 30m, labels: {a: b}"));
        String renamed = rule(", for: 30m, labels: {a: b}").replace("name: g", "name: h");

        // when
        RuleWorld after = world(renamed, before.kept());
        RuleWorld other = world(renamed.replace("a: b", "a: c"), before.kept());

        // then
        assertThat(after.kept()).hasSize(1);
        assertThat(after.group().snapshot().essence()).isPositive();
        assertThat(firesAt(after, 420)).isEqualTo(1800 + 120);
        assertThat(other.kept()).isEmpty();
    }

    @Test
    void resolved_restart_isSentOn() {
        RuleWorld before = activeUntil(50, rule(""));
        before.sample(60, 0, "__name__", "m").evaluate(60);
        RuleWorld after = world(rule(""), before.kept());
        assertThat(after.evaluate(130).get(0).endsAtMillis()).isEqualTo(at(60));
        assertThat(after.evaluate(60 + 910)).isEmpty();
        assertThat(after.kept()).isEmpty();
    }

    @Test
    void kept_restart_isKeptOn() {
        RuleWorld before = activeUntil(50, rule(", keep_firing_for: 5m"));
        before.sample(60, 0, "__name__", "m").evaluate(60);
        RuleWorld after = world(rule(", keep_firing_for: 5m"), before.kept());
        after.evaluate(200);
        assertThat(after.state()).isEqualTo(AlertState.FIRING);
        after.evaluate(360);
        assertThat(after.state()).isEqualTo(AlertState.INACTIVE);
    }

    @Test
    void state_asBytes_comesBackAsItWas() {
        RuleWorld world = activeUntil(50, rule(", labels: {a: b}, annotations: {c: d}"));
        assertThat(world.kept()).containsExactly(world.group().snapshot().state());
    }
}
