package io.tocsin.server.storage;

import static io.tocsin.server.storage.RuleStatesOf.GROUP;
import static io.tocsin.server.storage.RuleStatesOf.alerts;
import static io.tocsin.server.storage.RuleStatesOf.firing;
import static io.tocsin.server.storage.RuleStatesOf.group;
import static io.tocsin.server.storage.RuleStatesOf.pending;
import static io.tocsin.server.storage.RuleStatesOf.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.server.log.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StoredRulesTest {
    private static final RuleRecord.Key HEAD = RuleRecord.Key.of(GROUP);
    private static final int ALL = Integer.MAX_VALUE;

    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(StoredRules.class);

    private final List<Long> unkept = new ArrayList<>();
    private final StoredRules rules = new StoredRules(RuleStatesOf.ROOM_BYTES, unkept::add);

    private static RuleRecord.Key key(int number) {
        return RuleRecord.Key.of(GROUP, pending(number, 0));
    }

    @Test
    void keep_oneAlertOfManyChanges_itAndTheTimeAreWritten() {
        // given
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000), pending(2, 10_000)));
        assertThat(rules.takeChanged(ALL)).containsOnlyKeys(HEAD, key(1), key(2));
        // when
        rules.keep(snapshot(GROUP, 2, 20_000, pending(1, 10_000), firing(2, 10_000, 20_000)));
        // then
        assertThat(rules.isUrgent()).isTrue();
        assertThat(rules.takeChanged(ALL)).containsOnlyKeys(HEAD, key(2));
        assertThat(rules.kept()).singleElement().satisfies(state -> {
            assertThat(state.evaluatedAtMillis()).isEqualTo(20_000);
            assertThat(state.alerts())
                    .containsExactlyInAnyOrder(pending(1, 10_000), firing(2, 10_000, AlertInstance.NONE));
        });
    }

    @Test
    void keep_nothingButTheTimeChanges_nothingIsUrgentUnlessSomethingIsPending() {
        // given
        rules.keep(snapshot(GROUP, 1, 10_000, firing(1, 10_000, 10_000)));
        rules.takeChanged(ALL);
        // when
        rules.keep(new GroupSnapshot(new GroupState(GROUP, 20_000, List.of(firing(1, 10_000, 20_000))), 2, 1));
        // then
        assertThat(rules.isUrgent()).isFalse();
        assertThat(rules.takeChanged(ALL)).containsOnlyKeys(HEAD);

        rules.keep(snapshot(GROUP, 3, 30_000, firing(1, 10_000, 20_000), pending(2, 30_000)));
        rules.takeChanged(ALL);
        rules.keep(new GroupSnapshot(
                new GroupState(GROUP, 40_000, List.of(firing(1, 10_000, 20_000), pending(2, 30_000))), 4, 3));
        assertThat(rules.isUrgent()).isTrue();
        assertThat(rules.takeChanged(ALL)).containsOnlyKeys(HEAD);
    }

    @Test
    void keep_lateWordOfAGroupThatWasReplaced_isPassedOver() {
        rules.keep(snapshot(GROUP, 2, 20_000, firing(1, 10_000, 20_000)));
        rules.takeChanged(ALL);

        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000)));

        assertThat(rules.changes()).isZero();
        assertThat(rules.kept()).extracting(GroupState::evaluatedAtMillis).containsExactly(20_000L);
    }

    @Test
    void keep_lateWordThatThereAreNoAlerts_isPassedOver() {
        rules.keep(snapshot(GROUP, 2, 20_000, pending(1, 20_000)));
        rules.takeChanged(ALL);

        rules.keep(snapshot(GROUP, 1, 10_000));

        assertThat(rules.changes()).isZero();
        assertThat(rules.kept()).extracting(GroupState::evaluatedAtMillis).containsExactly(20_000L);
    }

    @Test
    void keep_lateWordAfterTheLastAlertHasGone_isPassedOver() {
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000)));
        rules.keep(snapshot(GROUP, 3, 30_000));
        rules.takeChanged(ALL);

        rules.keep(snapshot(GROUP, 2, 20_000, pending(1, 10_000)));

        assertThat(rules.changes()).isZero();
        assertThat(rules.kept()).isEmpty();
    }

    @Test
    void keep_lateWordOfAGroupThatIsGone_isPassedOverUntilTheGroupIsBack() {
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000)));
        rules.keepOnly(Set.of(), List.of());
        rules.takeChanged(ALL);

        rules.keep(snapshot(GROUP, 2, 20_000, pending(1, 10_000)));
        assertThat(rules.changes()).isZero();
        assertThat(rules.kept()).isEmpty();

        rules.keepOnly(Set.of(GROUP), List.of());
        rules.keep(snapshot(GROUP, 3, 30_000, pending(1, 30_000)));
        assertThat(rules.takeChanged(ALL)).containsOnlyKeys(HEAD, key(1));
    }

    @Test
    void keep_alertsGo_theyAreForgotten() {
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000), pending(2, 10_000)));
        rules.takeChanged(ALL);

        rules.keep(snapshot(GROUP, 2, 20_000, pending(2, 10_000)));
        assertThat(gone(rules.takeChanged(ALL))).containsExactly(key(1));

        rules.keep(snapshot(GROUP, 3, 30_000));
        assertThat(rules.isUrgent()).isTrue();
        assertThat(gone(rules.takeChanged(ALL))).containsExactlyInAnyOrder(HEAD, key(2));
        assertThat(rules.kept()).isEmpty();

        rules.keep(snapshot(GROUP, 4, 40_000));
        assertThat(rules.changes()).isZero();
    }

    private static List<RuleRecord.Key> gone(Map<RuleRecord.Key, byte @Nullable []> changed) {
        return changed.entrySet().stream()
                .filter(each -> each.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void keepOnly_groupThatNoConfigurationHas_isForgotten() {
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000)));
        rules.keep(snapshot(group("gone"), 1, 10_000, pending(1, 10_000)));
        rules.takeChanged(ALL);

        rules.keepOnly(Set.of(GROUP, group("without alerts")), List.of());

        assertThat(rules.kept()).extracting(GroupState::id).containsExactly(GROUP);
        assertThat(gone(rules.takeChanged(ALL)))
                .containsExactlyInAnyOrder(
                        RuleRecord.Key.of(group("gone")), RuleRecord.Key.of(group("gone"), pending(1, 0)));
    }

    @Test
    void keepOnly_renamedGroupBegins_hasWhatIsForgottenOfTheOther() {
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000)));
        rules.keepOnly(Set.of(GROUP), List.of());

        rules.keepOnly(Set.of(group("renamed")), List.of(snapshot(group("renamed"), 2, 10_000, pending(1, 10_000))));

        assertThat(rules.kept()).extracting(GroupState::id).containsExactly(group("renamed"));
    }

    @Test
    void restore_thenTheSame_nothingButTheTimeIsWritten() {
        // given
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000), firing(2, 5_000, 10_000)));
        List<RuleRecord> stored =
                rules.takeAll().values().stream().map(StoredRulesTest::decoded).toList();
        var next = new StoredRules(RuleStatesOf.ROOM_BYTES, unkept::add);
        // when
        next.restore(stored);
        // then
        assertThat(next.kept()).singleElement().satisfies(state -> {
            assertThat(state.id()).isEqualTo(GROUP);
            assertThat(state.evaluatedAtMillis()).isEqualTo(10_000);
            assertThat(state.alerts())
                    .containsExactlyInAnyOrder(pending(1, 10_000), firing(2, 5_000, AlertInstance.NONE));
        });
        assertThat(next.changes()).isZero();
        next.keep(snapshot(GROUP, 1, 20_000, pending(1, 10_000), firing(2, 5_000, 20_000)));
        assertThat(next.takeChanged(ALL)).containsOnlyKeys(HEAD);
    }

    private static RuleRecord decoded(byte[] record) {
        try {
            return RuleRecord.decode(record);
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keep_moreThanThereIsRoomFor_theNewestAreNotKeptUntilThereIs() {
        // given
        int size = RuleRecord.of(GROUP, pending(1, 10_000)).encode().length;
        var small = new StoredRules(2L * size, unkept::add);
        // when
        small.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000), pending(2, 10_000)));
        small.keep(snapshot(GROUP, 2, 20_000, pending(1, 10_000), pending(2, 10_000), pending(3, 10_000)));
        // then
        assertThat(small.takeChanged(ALL)).containsOnlyKeys(HEAD, key(1), key(2));
        assertThat(unkept).containsExactly(1L);
        assertThat(log.lines()).anyMatch(line -> line.getMessage().contains("more alerts than there is room to keep"));

        small.keep(snapshot(GROUP, 3, 30_000, pending(2, 10_000), pending(3, 10_000)));
        assertThat(small.takeChanged(ALL)).containsOnlyKeys(HEAD, key(1), key(3));
        assertThat(unkept).containsExactly(1L, 0L);
        assertThat(log.lines()).anyMatch(line -> line.getMessage().contains("All alerts of rules are kept again"));
    }

    @Test
    void keep_stateChangesWhenThereIsNoRoom_keepsItsPlace() {
        int size = RuleRecord.of(GROUP, pending(1, 10_000)).encode().length;
        var small = new StoredRules(4L * size, unkept::add);
        small.keep(snapshot(
                GROUP, 1, 10_000, pending(1, 10_000), pending(2, 10_000), pending(3, 10_000), pending(4, 10_000)));
        small.takeChanged(ALL);

        small.keep(snapshot(
                GROUP,
                2,
                20_000,
                firing(1, 10_000, 20_000),
                firing(2, 10_000, 20_000),
                firing(3, 10_000, 20_000),
                firing(4, 10_000, 20_000)));

        assertThat(gone(small.takeChanged(ALL))).isEmpty();
        assertThat(small.kept().get(0).alerts()).hasSize(4);
        assertThat(unkept).isEmpty();
    }

    @Test
    void keep_newAlertsAndRoomForOne_theFiringOneIsKept() {
        int size = RuleRecord.of(GROUP, firing(2, 10_000, 20_000)).encode().length;
        var small = new StoredRules(size, unkept::add);

        small.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000), firing(2, 10_000, 20_000)));

        assertThat(small.takeChanged(ALL)).containsOnlyKeys(HEAD, key(2));
        assertThat(unkept).containsExactly(1L);
    }

    @Test
    void keep_othersMakeRoom_whatFoundNoneIsKeptWithoutAnyNewsOfItsOwn() {
        int size = RuleRecord.of(GROUP, pending(1, 10_000)).encode().length;
        var small = new StoredRules(size, unkept::add);
        small.keep(snapshot(group("other"), 1, 10_000, pending(1, 10_000)));
        GroupSnapshot waiting = snapshot(GROUP, 1, 10_000, pending(2, 10_000));
        small.keep(waiting);
        assertThat(unkept).containsExactly(1L);

        small.keep(snapshot(group("other"), 2, 20_000));
        small.keep(waiting);

        assertThat(unkept).containsExactly(1L, 0L);
        assertThat(small.takeChanged(ALL)).containsKey(key(2));
    }

    @Test
    void roomBytes_followTheHeap() {
        assertThat(StoredRules.roomBytes(64L << 20)).isEqualTo(4 << 20);
        assertThat(StoredRules.roomBytes(256L << 20)).isEqualTo(8 << 20);
        assertThat(StoredRules.roomBytes(1L << 30)).isEqualTo(32 << 20);
        assertThat(StoredRules.roomBytes(1L << 40)).isEqualTo(64 << 20);
    }

    /** Whoever waits for a commit must not wait for all that goes. */
    @Test
    void takeChanged_manyAlertsGo_handsThemOverInSteps() {
        // given
        rules.keep(snapshot(GROUP, 1, 10_000, alerts(number -> firing(number, 10_000, 10_000), 0, 12_000)));
        assertThat(rules.takeChanged(2_000)).hasSize(12_001);
        assertThat(rules.isUrgent()).isFalse();
        // when
        rules.keep(snapshot(GROUP, 2, 20_000, pending(20_000, 20_000)));
        // then what is new comes at once, and what has gone step by step
        Map<RuleRecord.Key, byte @Nullable []> first = rules.takeChanged(2_000);
        assertThat(first).containsKeys(HEAD, key(20_000));
        assertThat(gone(first)).hasSize(2_000);
        for (int step = 2; step <= 6; step++) {
            assertThat(rules.isUrgent()).isTrue();
            assertThat(gone(rules.takeChanged(2_000))).hasSize(2_000);
        }
        assertThat(rules.isUrgent()).isFalse();
        assertThat(rules.changes()).isZero();
    }

    @Test
    void takeChanged_alertThatWasToGoComesBack_stays() {
        rules.keep(snapshot(GROUP, 1, 10_000, pending(1, 10_000), pending(2, 10_000), pending(3, 10_000)));
        rules.takeChanged(ALL);
        rules.keep(snapshot(GROUP, 2, 20_000, pending(3, 10_000)));
        rules.keep(snapshot(GROUP, 3, 30_000, pending(1, 30_000), pending(3, 10_000)));
        Map<RuleRecord.Key, byte @Nullable []> taken = rules.takeChanged(ALL);
        assertThat(gone(taken)).containsExactly(key(2));
        assertThat(taken).containsKeys(HEAD, key(1));
    }

    @Test
    void keep_alertsComeAndGoWhileNobodyWrites_whatWaitsIsBounded() {
        for (int version = 1; version <= 300; version++) {
            int first = version * 100;
            rules.keep(snapshot(GROUP, version, 10_000, alerts(number -> pending(number, 10_000), first, 100)));
        }
        assertThat(rules.changes()).isEqualTo(101);
        assertThat(rules.takeAll()).hasSize(101);
        assertThat(rules.changes()).isZero();
    }
}
