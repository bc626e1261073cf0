package io.tocsin.core.engine;

import static io.tocsin.core.engine.FixedTurns.behind;
import static io.tocsin.core.engine.FixedTurns.first;
import static io.tocsin.core.engine.ShardRig.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.EngineEvent.TurnEnded;
import io.tocsin.core.engine.EngineEvent.TurnOutcome;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.AlertShare;
import io.tocsin.core.pipeline.DedupVerdict.ServedByOther;
import io.tocsin.core.pipeline.DeliveryOutcome.Unneeded;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flush makes of another member that has told the receiver while it waited for its turn. */
final class ServedByOtherTest {
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
    private static final int NEXT = (int) GROUP_INTERVAL.toSeconds();

    private final ShardRig rig = ShardRig.of(GROUP_INTERVAL);

    @Test
    void served_tellsNothing() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(1);
        // when
        rig.otherTells(List.of("A"), List.of());
        rig.toTickPlus(60);
        // then
        assertThat(rig.delivered).isEmpty();
        assertThat(rig.outcomes).containsExactly(new Unneeded(new ServedByOther(TICK.plusSeconds(1))));
        assertThat(rig.ended)
                .containsExactly(new TurnEnded("{}:{}", Duration.ofSeconds(15), TurnOutcome.SERVED_BY_OTHER));
    }

    @Test
    void served_byMemberThatHeardOfTheGroupEarlier_tellsNothing() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(-2);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.toTickPlus(-1);
        rig.fires("B");
        rig.toTickPlus(60);
        // then
        assertThat(rig.delivered).isEmpty();
        assertThat(rig.ended).extracting(TurnEnded::outcome).containsExactly(TurnOutcome.SERVED_BY_OTHER);
    }

    @Test
    void toldLongBeforeTheTick_isAnotherFlush() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(-16);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.fires("B");
        rig.toTickPlus(60);
        // then
        assertThat(rig.told()).containsExactly(List.of("A", "B"));
    }

    @Test
    void toldBeforeTheTick_shortGroupInterval_isAnotherFlush() {
        // given
        ShardRig hasty = ShardRig.of(Duration.ofSeconds(2));
        hasty.turns.set(behind(1));
        hasty.fires("A");
        hasty.toTickPlus(-2);
        hasty.otherTells(List.of("A"), List.of());
        // when
        hasty.fires("B");
        hasty.toTickPlus(18);
        // then
        assertThat(hasty.told()).containsExactly(List.of("A", "B"));
    }

    @Test
    void toldByThisMember_isNoWordOfOthers() {
        // given a tick that is missed while a slow receiver is told
        ShardRig hasty = ShardRig.of(Duration.ofSeconds(10));
        hasty.turns.set(behind(1));
        hasty.takes = Duration.ofSeconds(6);
        hasty.fires("A");
        hasty.toTickPlus(17);
        // when
        hasty.fires("B");
        hasty.toTickPlus(25);
        // then
        assertThat(hasty.told()).containsExactly(List.of("A"), List.of("A", "B"));
    }

    @Test
    void first_decidesByWhatIsToldAlone() {
        // given
        rig.turns.set(first());
        rig.fires("A");
        rig.toTickPlus(-1);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.fires("B");
        rig.toTickPlus(0);
        // then
        assertThat(rig.told()).containsExactly(List.of("A", "B"));
    }

    @Test
    void servedByMemberThatDiesThen_tellsNothing() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(1);
        rig.otherTells(List.of("A"), List.of());
        rig.fires("B");
        // when
        rig.turnsChangeTo(first());
        rig.toTickPlus(60);
        // then
        assertThat(rig.delivered).isEmpty();
    }

    @Test
    void arrivedAfterThat_isToldWithTheNextFlush() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(1);
        rig.otherTells(List.of("A"), List.of());
        rig.fires("B");
        rig.toTickPlus(60);
        boolean early = !rig.delivered.isEmpty();
        // when
        rig.toTickPlus(NEXT + 15);
        // then
        assertThat(early).isFalse();
        assertThat(rig.told()).containsExactly(List.of("A", "B"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void receiverDown_untilTheOtherGetsThrough_isNotToldTwice(boolean isFirst) {
        // given
        rig.turns.set(isFirst ? first() : behind(1));
        rig.fires("A");
        rig.isReceiverDown = true;
        rig.toTickPlus(60);
        // when
        rig.otherTells(List.of("A"), List.of());
        rig.isReceiverDown = false;
        rig.toTickPlus(NEXT - 1);
        // then
        assertThat(rig.delivered).isEmpty();
        assertThat(rig.outcomes).singleElement().isInstanceOf(Unneeded.class);
    }

    @Test
    void receiverDown_theOtherToldLess_isTold() {
        // given
        rig.fires("A");
        rig.fires("B");
        rig.isReceiverDown = true;
        rig.toTickPlus(60);
        // when
        rig.otherTells(List.of("A"), List.of());
        rig.isReceiverDown = false;
        rig.toTickPlus(NEXT - 1);
        // then
        assertThat(rig.told()).containsExactly(List.of("A", "B"));
    }

    @Test
    void inDoubt_isNoWordOfOthers() {
        // given
        rig.turns.set(behind(1));
        rig.fires("A");
        rig.toTickPlus(1);
        // when
        rig.tells(rig.entry(List.of("A"), List.of()).inDoubt());
        rig.toTickPlus(15);
        // then
        assertThat(rig.told()).containsExactly(List.of("A"));
    }

    @Test
    void served_thoseWhoAskWhileItWaits_areToldSo() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(1);
        // when
        rig.otherTells(List.of("A"), List.of());
        // then
        assertThat(rig.state(alert).integrations().get(0).outlook().verdict())
                .isEqualTo(new ServedByOther(TICK.plusSeconds(1)));
    }

    @Test
    void resolvedSince_thoseWhoAsk_areToldThatItIsToBeTold() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert untold = rig.fires("A");
        RoutedAlert told = rig.fires("B");
        rig.toTickPlus(1);
        rig.otherTells(List.of("A"), List.of("B"));
        // when
        rig.resolves(untold);
        rig.resolves(told);
        // then
        assertThat(rig.state(untold).integrations().get(0).outlook().share()).isEqualTo(new AlertShare.Shown());
        assertThat(rig.state(told).integrations().get(0).outlook().share())
                .isEqualTo(new AlertShare.ResolveTold(TICK.plusSeconds(1)));
    }

    // --- resolved alerts ---

    @Test
    void resolved_toldByTheOther_leaves() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(1);
        rig.otherTells(List.of("A"), List.of());
        rig.toTickPlus(NEXT - 5);
        rig.resolves(alert);
        // when
        rig.toTickPlus(NEXT + 1);
        rig.otherTells(List.of(), List.of("A"));
        rig.toTickPlus(NEXT + 15);
        // then
        assertThat(rig.shard.groupCount()).isZero();
        assertThat(rig.delivered).isEmpty();
    }

    @Test
    void resolved_afterTheOtherToldThatItFires_staysUntilThatIsTold() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert alert = rig.fires("A");
        rig.toTickPlus(1);
        rig.otherTells(List.of("A"), List.of());
        // when
        rig.resolves(alert);
        rig.toTickPlus(60);
        boolean isKept = rig.state(alert).hasAsked();
        rig.turnsChangeTo(first());
        rig.toTickPlus(NEXT);
        // then
        assertThat(isKept).isTrue();
        assertThat(rig.told()).containsExactly(List.of("-A"));
        assertThat(rig.shard.groupCount()).isZero();
    }

    @Test
    void resolved_someOfThemUnknownToTheOther_theseAloneStay() {
        // given
        rig.turns.set(behind(1));
        RoutedAlert told = rig.fires("A");
        RoutedAlert untold = rig.fires("B");
        rig.toTickPlus(1);
        rig.otherTells(List.of("B"), List.of("A"));
        // when
        rig.resolves(told);
        rig.resolves(untold);
        rig.toTickPlus(NEXT + 15);
        // then
        assertThat(rig.told()).containsExactly(List.of("-B"));
    }

    @Test
    void resolved_unwanted_theLogLearnsOfItAllTheSame() {
        // given
        ShardRig unwanting = new ShardRig(GROUP_INTERVAL, false, false, ResolvesWhileMuted.INCIDENT);
        unwanting.turns.set(behind(1));
        RoutedAlert alert = unwanting.fires("A");
        unwanting.toTickPlus(1);
        unwanting.otherTells(List.of("A"), List.of());
        // when
        unwanting.resolves(alert);
        unwanting.toTickPlus(60);
        boolean isKept = unwanting.state(alert).hasAsked();
        unwanting.toTickPlus(NEXT + 15);
        // then
        assertThat(isKept).isTrue();
        assertThat(unwanting.delivered).isEmpty();
        assertThat(unwanting.last().map(NotificationEntry::firing))
                .hasValueSatisfying(firing -> assertThat(firing.isEmpty()).isTrue());
        assertThat(unwanting.shard.groupCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ResolvesWhileMuted.class)
    void resolvedAndSilenced_afterTheOtherToldThatItFires_isOwedAsItIsAlone(ResolvesWhileMuted mode) {
        // given
        ShardRig incidents = new ShardRig(GROUP_INTERVAL, true, true, mode);
        incidents.turns.set(behind(1));
        RoutedAlert muted = incidents.fires("A");
        incidents.fires("B");
        incidents.toTickPlus(1);
        incidents.otherTells(List.of("A", "B"), List.of());
        // when
        incidents.silenced.add(muted.alert().labels());
        incidents.resolves(muted);
        incidents.toTickPlus(60);
        boolean isKept = incidents.state(muted).hasAsked();
        incidents.toTickPlus(NEXT + 15);
        // then
        assertThat(isKept).isFalse();
        List<List<String>> owed = List.of(List.of("-A", "B"));
        assertThat(incidents.told()).isEqualTo(mode == ResolvesWhileMuted.NONE ? List.of() : owed);
    }

    @Test
    void resolvedWhileOthersOfItsIncidentAreSilenced_isHeldWithTheNextFlush() {
        // given
        ShardRig incidents = new ShardRig(GROUP_INTERVAL, true, true, ResolvesWhileMuted.INCIDENT);
        incidents.turns.set(behind(1));
        RoutedAlert muted = incidents.fires("A");
        RoutedAlert resolved = incidents.fires("B");
        incidents.toTickPlus(1);
        incidents.otherTells(List.of("A", "B"), List.of());
        // when
        incidents.silenced.add(muted.alert().labels());
        incidents.resolves(resolved);
        incidents.toTickPlus(NEXT + 60);
        boolean early = !incidents.delivered.isEmpty();
        incidents.resolves(muted);
        incidents.toTickPlus(2 * NEXT + 60);
        // then
        assertThat(early).isFalse();
        assertThat(incidents.told()).containsExactly(List.of("-A", "-B"));
        assertThat(incidents.shard.groupCount()).isZero();
    }
}
