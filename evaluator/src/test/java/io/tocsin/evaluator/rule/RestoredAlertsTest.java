package io.tocsin.evaluator.rule;

import static io.tocsin.evaluator.rule.RuleWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    /** What a journal keeps. */
    private static List<GroupState> stored(RuleWorld world) {
        return world.group().state().stream()
                .map(state -> {
                    try {
                        return GroupState.of(state.toBytes());
                    } catch (MalformedRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
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
        List<GroupState> kept = stored(activeUntil(300, rule(", for: 30m")));

        assertThat(kept).isNotEmpty();
        assertThat(stored(world(rule(", for: 30m"), kept))).isEqualTo(kept);
    }

    @Test
    void state_afterAReloadBeforeTheNextEvaluation_isWhatWasKnown() {
        RuleWorld world = activeUntil(300, rule(", for: 30m"));
        List<GroupState> known = stored(world);

        RuleGroups.Change change = world.reload("", rule(", for: 40m"));

        assertThat(change.replaced()).isNotEmpty();
        assertThat(known).isNotEmpty();
        assertThat(stored(world)).isEqualTo(known);
    }

    @Test
    void pending_muchIsLeft_waitsAsLongAsTheOutageWas() {
        RuleWorld before = activeUntil(300, rule(", for: 30m"));
        RuleWorld after = world(rule(", for: 30m"), stored(before));
        assertThat(firesAt(after, 420)).isEqualTo(1800 + 120);
    }

    @Test
    void pending_littleIsLeft_waitsForTheGracePeriod() {
        RuleWorld before = activeUntil(1700, rule(", for: 30m"));
        RuleWorld after = world(rule(", for: 30m"), stored(before));
        assertThat(firesAt(after, 1760)).isEqualTo(1760 + 600);
    }

    @Test
    void pending_shortFor_beginsAnew() {
        RuleWorld before = activeUntil(200, rule(", for: 5m"));
        RuleWorld after = world(rule(", for: 5m"), stored(before));
        assertThat(firesAt(after, 260)).isEqualTo(260 + 300);
    }

    @Test
    void pending_longOutage_beginsAnew() {
        RuleWorld before = activeUntil(300, rule(", for: 30m"));
        RuleWorld after = world(rule(", for: 30m"), stored(before));
        assertThat(firesAt(after, 300 + 3610)).isEqualTo(300 + 3610 + 1800);
    }

    @Test
    void firing_sampleComesLate_goesOnWithItsStart() {
        // given
        RuleWorld before = activeUntil(200, rule(", for: 1m"));
        assertThat(before.sent.get(0).startsAtMillis()).isEqualTo(at(60));
        RuleWorld after = world(rule(", for: 1m"), stored(before));

        // when
        assertThat(after.evaluate(260)).isEmpty();
        assertThat(after.group().state()).isPresent();
        after.sample(270, 1, "__name__", "m");
        List<SentAlert> sent = after.evaluate(270);

        // then
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).startsAtMillis()).isEqualTo(at(60));
        assertThat(after.rule(0).instances().get(0).activeAtMillis()).isEqualTo(at(0));
    }

    @Test
    void firing_secondRestartBeforeTheSample_isNotForgotten() {
        RuleWorld before = activeUntil(200, rule(", for: 1m"));
        RuleWorld between = world(rule(", for: 1m"), stored(before));
        between.evaluate(260);
        RuleWorld after = world(rule(", for: 1m"), stored(between));
        after.sample(330, 1, "__name__", "m");
        assertThat(after.evaluate(330).get(0).startsAtMillis()).isEqualTo(at(60));
    }

    @Test
    void resolved_restart_isSentOn() {
        RuleWorld before = activeUntil(50, rule(""));
        before.sample(60, 0, "__name__", "m").evaluate(60);
        RuleWorld after = world(rule(""), stored(before));
        assertThat(after.evaluate(130).get(0).endsAtMillis()).isEqualTo(at(60));
        assertThat(after.evaluate(60 + 910)).isEmpty();
        assertThat(after.group().state()).isEmpty();
    }

    @Test
    void kept_restart_isKeptOn() {
        RuleWorld before = activeUntil(50, rule(", keep_firing_for: 5m"));
        before.sample(60, 0, "__name__", "m").evaluate(60);
        RuleWorld after = world(rule(", keep_firing_for: 5m"), stored(before));
        after.evaluate(200);
        assertThat(after.state()).isEqualTo(AlertState.FIRING);
        after.evaluate(360);
        assertThat(after.state()).isEqualTo(AlertState.INACTIVE);
    }

    @Test
    void state_asBytes_comesBackAsItWas() {
        RuleWorld world = activeUntil(50, rule(", labels: {a: b}, annotations: {c: d}"));
        assertThat(stored(world)).containsExactly(world.group().state().orElseThrow());
    }
}
