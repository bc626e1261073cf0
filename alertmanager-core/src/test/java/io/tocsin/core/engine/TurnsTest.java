package io.tocsin.core.engine;

import static io.tocsin.core.engine.FixedTurns.behind;
import static io.tocsin.core.engine.FixedTurns.first;
import static io.tocsin.core.engine.FixedTurns.unsettled;
import static io.tocsin.core.engine.ShardRig.TICK;
import static io.tocsin.core.engine.ShardRig.afterTimeouts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.engine.EngineEvent.TurnEnded;
import io.tocsin.core.engine.EngineEvent.TurnOutcome;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a flush happens at a member that does not come first. */
final class TurnsTest {
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ShardRig rig = ShardRig.of(GROUP_INTERVAL);

    @Test
    void first_tells_atItsTick() {
        rig.fires("A");
        rig.toTickPlus(0);
        assertThat(rig.deliveredAt).containsExactly(TICK);
        assertThat(rig.ended).isEmpty();
    }

    @Test
    void behind_nobodyTold_stepsInWhenTheOthersHadTheirTime() {
        // given
        rig.turns.set(behind(2));
        rig.fires("A");
        // when
        rig.toTickPlus(29);
        boolean early = !rig.delivered.isEmpty();
        rig.toTickPlus(30);
        // then
        assertThat(early).isFalse();
        assertThat(rig.deliveredAt).containsExactly(afterTimeouts(2));
        assertThat(rig.delivered.get(0).now()).isEqualTo(TICK);
        assertThat(rig.delivered.get(0).deadline()).isEqualTo(afterTimeouts(2).plus(GROUP_INTERVAL));
        assertThat(rig.ended).containsExactly(new TurnEnded("{}:{}", Duration.ofSeconds(30), TurnOutcome.STEPPED_IN));
    }

    @Test
    void behind_alertArrivesWhileItWaits_isToldWithTheOthers() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(5);
        // when
        rig.fires("B");
        rig.toTickPlus(15);
        // then
        assertThat(ShardRig.told(rig.delivered.get(0))).containsExactly("A", "B");
    }

    @Test
    void behind_nothingToTellAtItsTick_leavesWhatComesToTheOthers() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(1);
        rig.otherTells(List.of("A"), List.of());
        rig.toTickPlus(302);
        // when
        rig.fires("B");
        rig.toTickPlus(599);
        // then
        assertThat(rig.delivered).isEmpty();
        assertThat(rig.ended).hasSize(1);
    }

    @Test
    void behind_silencedWhileItWaits_tellsNothing() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(5);
        // when
        rig.silenced.add(alert.alert().labels());
        rig.toTickPlus(15);
        // then
        assertThat(rig.delivered).isEmpty();
        assertThat(rig.ended).extracting(TurnEnded::outcome).containsExactly(TurnOutcome.NOTHING_TO_SAY);
    }

    @Test
    void behind_whatIsShownOfAlerts_doesNotWait() {
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(0);
        assertThat(alert.state()).contains(MemberState.ACTIVE);
    }

    @Test
    void othersDie_goesOnAtOnce() {
        // given
        rig.turns.set(behind(2));
        rig.fires("A");
        rig.toTickPlus(3);
        // when
        rig.turnsChangeTo(first());
        rig.toTickPlus(3);
        // then
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(3));
    }

    @Test
    void oneOfTwoDies_leavesTheOtherItsTimeoutFromThenOn() {
        // given
        rig.turns.set(behind(2));
        rig.fires("A");
        rig.toTickPlus(14);
        // when
        rig.turnsChangeTo(behind(1));
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(29));
    }

    @Test
    void oneOfTwoDiesLate_waitsNoLongerThanBefore() {
        // given
        rig.turns.set(behind(2));
        rig.fires("A");
        rig.toTickPlus(25);
        // when
        rig.turnsChangeTo(behind(1));
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).containsExactly(afterTimeouts(2));
    }

    @Test
    void anotherComesBefore_waitsLonger() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(5);
        // when
        rig.turnsChangeTo(behind(2));
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).containsExactly(afterTimeouts(2));
    }

    @Test
    void turnsChanged_nothingIsDifferent_changesNothing() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(10);
        // when
        rig.turnsChangeTo(behind(1));
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).containsExactly(afterTimeouts(1));
    }

    @Test
    void unsettled_waitsUntilItIsSettled() {
        // given
        rig.turns.set(unsettled());
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(240);
        boolean early = !rig.delivered.isEmpty();
        // when
        rig.turnsChangeTo(first());
        rig.toTickPlus(240);
        // then
        assertThat(early).isFalse();
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(240));
        assertThat(alert.state()).contains(MemberState.ACTIVE);
    }

    @Test
    void unsettled_thenBehind_waitsFromThenOn() {
        // given
        rig.turns.set(unsettled());
        rig.fires("A");
        rig.toTickPlus(60);
        // when
        rig.turnsChangeTo(behind(1));
        rig.toTickPlus(120);
        // then
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(75));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unsettledWhileOthersMaySend_thenFirst_waitsUntilThatIsKnown(boolean isServed) {
        // given
        rig.turns.set(unsettled(GRACE));
        rig.fires("A");
        rig.toTickPlus(3);
        // when
        rig.turnsChangeTo(first());
        rig.toTickPlus(6);
        if (isServed) {
            rig.otherTells(List.of("A"), List.of());
        }
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).isEqualTo(isServed ? List.of() : List.of(TICK.plusSeconds(8)));
        assertThat(rig.ended)
                .extracting(TurnEnded::outcome)
                .containsExactly(isServed ? TurnOutcome.SERVED_BY_OTHER : TurnOutcome.STEPPED_IN);
    }

    @Test
    void unsettledWhileOthersMaySend_nobodyElseIsThere_goesOnAtOnce() {
        // given
        rig.turns.set(unsettled(GRACE));
        rig.fires("A");
        rig.toTickPlus(3);
        // when
        rig.turnsChangeTo(new Turn.First());
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(3));
    }

    @Test
    void first_thatWaitsForOthers_waitsOnWhateverChangesAmongThoseBehind() {
        // given
        rig.turns.set(unsettled(GRACE));
        rig.fires("A");
        rig.toTickPlus(3);
        rig.turnsChangeTo(first());
        rig.toTickPlus(5);
        // when
        rig.turnsChangeTo(new Turn.First(List.of("c")));
        rig.toTickPlus(7);
        boolean early = !rig.delivered.isEmpty();
        rig.turnsChangeTo(new Turn.First());
        rig.toTickPlus(60);
        // then
        assertThat(early).isFalse();
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(7));
    }

    @Test
    void first_thatWaitsForOthers_unsettledAgain_waitsForThat() {
        // given
        rig.turns.set(unsettled(GRACE));
        rig.fires("A");
        rig.toTickPlus(3);
        rig.turnsChangeTo(first());
        // when
        rig.turnsChangeTo(unsettled());
        rig.toTickPlus(60);
        boolean early = !rig.delivered.isEmpty();
        rig.turnsChangeTo(first());
        rig.toTickPlus(60);
        // then
        assertThat(early).isFalse();
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(60));
    }

    @Test
    void behind_thenUnsettled_waitsForThat() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(5);
        // when
        rig.turnsChangeTo(unsettled());
        rig.toTickPlus(100);
        boolean early = !rig.delivered.isEmpty();
        rig.turnsChangeTo(first());
        rig.toTickPlus(100);
        // then
        assertThat(early).isFalse();
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(100));
    }

    @Test
    void behind_unsettledWithoutAWord_isNotTakenForItsTurn() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(5);
        // when
        rig.turns.set(unsettled());
        rig.toTickPlus(100);
        // then
        assertThat(rig.delivered).isEmpty();
    }

    @Test
    void reload_whileItWaits_leavesItToTheNewGroup() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(5);
        // when
        rig.reload(alert);
        rig.toTickPlus(60);
        // then
        assertThat(rig.deliveredAt).containsExactly(TICK.plusSeconds(20));
        assertThat(rig.ended).hasSize(1);
    }

    @Test
    void stop_whileItWaits_doesNotWaitForTurns() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(5);
        // when
        CompletableFuture<Void> stopped = rig.shard.stop().toCompletableFuture();
        rig.turnsChangeTo(first());
        rig.toTickPlus(600);
        // then
        assertThat(stopped).isDone();
        assertThat(rig.delivered).isEmpty();
    }

    @Test
    void turnThatBreaks_isTakenAtOnce() {
        // given
        rig.turns.breakWith(new IllegalStateException("broken"));
        rig.fires("A");
        // when
        assertThatThrownBy(() -> rig.toTickPlus(0)).hasMessage("broken");
        // then
        assertThat(rig.delivered).hasSize(1);
    }

    @Test
    void turnThatBreaksAtAChange_isTakenAtOnce() {
        // given
        rig.turns.set(unsettled());
        rig.fires("A");
        rig.toTickPlus(5);
        rig.turns.breakWith(new IllegalStateException("broken"));
        // when
        rig.time.execute(rig.shard::turnsChanged);
        assertThatThrownBy(rig.time::settle).hasMessage("broken");
        rig.turns.set(first());
        rig.toTickPlus(5);
        // then
        assertThat(rig.delivered).hasSize(1);
    }

    @Test
    void ticksWhileItWaits_areRememberedAndTheGroupGoesOn() {
        // given
        ShardRig hasty = ShardRig.of(Duration.ofSeconds(10));
        hasty.turns.set(behind(2));
        hasty.fires("A");
        // when
        hasty.toTickPlus(30);
        hasty.fires("B");
        hasty.toTickPlus(100);
        // then
        assertThat(hasty.told()).hasSize(2);
        assertThat(ShardRig.told(hasty.delivered.get(1))).containsExactly("A", "B");
        assertThat(hasty.ended).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void turnAtTheTickOfAnother_letsThatPass(boolean isServed) {
        // given a member whose ticks are 1 s before those of this one, and as close to its turn
        ShardRig hasty = ShardRig.of(Duration.ofSeconds(8));
        hasty.turns.set(behind(1));
        hasty.fires("A");
        hasty.toTickPlus(-9);
        hasty.otherTells(List.of("A"), List.of());
        hasty.fires("B");
        // when
        hasty.toTickPlus(16);
        boolean early = !hasty.delivered.isEmpty();
        if (isServed) {
            hasty.otherTells(List.of("A", "B"), List.of());
        }
        hasty.toTickPlus(17);
        // then
        assertThat(early).isFalse();
        assertThat(hasty.told()).isEqualTo(isServed ? List.of() : List.of(List.of("A", "B")));
    }

    @Test
    void steppedIn_isDueAgainAnIntervalAfterThat() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        // when
        rig.toTickPlus(60);
        // then
        assertThat(rig.nextFlush()).isEqualTo(afterTimeouts(1).plus(GROUP_INTERVAL));
    }

    @Test
    void steppedInInVain_isDueAgainAnIntervalAfterItsTick() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.isReceiverDown = true;
        // when
        rig.toTickPlus(320);
        // then
        assertThat(rig.state(rig.fires("A")).lastFlush()).contains(TICK.plus(GROUP_INTERVAL));
    }

    @Test
    void nothingToSay_isDueAgainAnIntervalAfterItsTick() {
        // given
        rig.turns.set(behind(1));
        rig.silenced.add(rig.fires("A").alert().labels());
        // when
        rig.toTickPlus(60);
        // then
        assertThat(rig.nextFlush()).isEqualTo(TICK.plus(GROUP_INTERVAL));
    }

    @Test
    void behindMemberOfAnotherPhase_fallsInStep() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(100);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.toTickPlus(316);
        Instant next = rig.nextFlush();
        rig.toTickPlus(401);
        Instant afterThat = rig.nextFlush();
        // then
        assertThat(next).isEqualTo(TICK.plusSeconds(400));
        assertThat(afterThat).isEqualTo(TICK.plusSeconds(700));
    }

    @Test
    void behindMemberOfTheSamePhase_flushesOnce() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(2);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.toTickPlus(301);
        // then
        assertThat(rig.nextFlush()).isEqualTo(TICK.plusSeconds(602));
        assertThat(rig.ended).hasSize(1);
    }

    @Test
    void first_othersHaveSteppedIn_fallsInStep() {
        // given
        rig.fires("A");
        rig.toTickPlus(100);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.toTickPlus(301);
        // then
        assertThat(rig.nextFlush()).isEqualTo(TICK.plusSeconds(400));
    }

    @Test
    void first_toldByItself_keepsItsPhase() {
        // given
        rig.fires("A");
        // when
        rig.toTickPlus(301);
        // then
        assertThat(rig.delivered).hasSize(1);
        assertThat(rig.nextFlush()).isEqualTo(TICK.plusSeconds(600));
    }

    @Test
    void receiverDown_failsAndIsTriedAtTheNextTurn() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.isReceiverDown = true;
        rig.toTickPlus(310);
        // when
        rig.isReceiverDown = false;
        rig.toTickPlus(400);
        // then
        assertThat(rig.delivered).hasSize(1);
        assertThat(rig.ended)
                .extracting(TurnEnded::outcome)
                .containsExactly(TurnOutcome.STEPPED_IN, TurnOutcome.STEPPED_IN);
    }

    @Test
    void suspendedWhileItWaits_takesNothingForResolved() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(5);
        rig.lastsUntil(alert, TICK.plusSeconds(60));
        rig.intake.suspend();
        Instant later = TICK.plusSeconds(3_600);
        // when
        rig.turns.set(unsettled());
        rig.time.advanceTo(later);
        rig.caughtUp = () -> rig.lastsUntil(alert, later.plusSeconds(300));
        rig.turnsChangeTo(first());
        rig.time.advance(Duration.ZERO);
        boolean early = !rig.delivered.isEmpty();
        rig.intake.resume();
        rig.time.advance(Duration.ofSeconds(1));
        // then
        assertThat(early).isFalse();
        assertThat(rig.told()).containsExactly(List.of("A"));
        assertThat(rig.delivered.get(0).now()).isEqualTo(later);
    }

    @Test
    void unsettledWhileItWaitsForTheIntake_isNotTakenForItsTurn() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(-4);
        rig.intake.suspend();
        rig.toTickPlus(60);
        // when
        rig.turnsChangeTo(unsettled());
        rig.intake.resume();
        rig.toTickPlus(100);
        boolean early = !rig.delivered.isEmpty();
        rig.turnsChangeTo(first());
        rig.toTickPlus(100);
        // then
        assertThat(early).isFalse();
        assertThat(rig.delivered).hasSize(1);
    }

    @Test
    void manyThatWait_costOneQuestionEachAndGoOnOneByOne() {
        // given
        int groups = 5_000;
        rig.turns.set(behind(2));
        for (int i = 0; i < groups; i++) {
            rig.fires(Labels.of("alertname", "A", "job", "j" + i));
        }
        rig.toTickPlus(1);
        int before = rig.turns.asked();
        // when
        rig.turnsChangeTo(behind(1));
        int asked = rig.turns.asked() - before;
        rig.toTickPlus(16);
        // then
        assertThat(asked).isEqualTo(groups);
        assertThat(rig.delivered).hasSize(groups);
    }
}
