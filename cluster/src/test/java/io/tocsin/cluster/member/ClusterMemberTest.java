package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ClusterMemberTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-29T00:00:00Z"));
    private final SimulatedNetwork network = new SimulatedNetwork(time, new Random(1));
    private long number;

    private SimulatedMember member(String name) {
        return new SimulatedMember(
                time, network, SimulatedMember.settings(name, ++number), name + ":9094", Duration.ZERO);
    }

    private List<SimulatedMember> ranked(String... names) {
        List<SimulatedMember> members = new ArrayList<>();
        for (String name : names) {
            members.add(member(name));
        }
        time.advance(Duration.ofSeconds(15));
        return members;
    }

    private static List<String> shown(SimulatedMember member) {
        return member.status().members().stream()
                .map(each -> each.name() + " " + each.state())
                .toList();
    }

    private static Member shown(SimulatedMember member, String name) {
        return member.status().members().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // --- settling ---

    @Test
    void settle_alone_takesTurnsAtTheFifthPoll() {
        // given
        SimulatedMember alone = new SimulatedMember(
                time,
                network,
                with(SimulatedMember.settings("a", 1), Duration.ofMinutes(1), false),
                "a:1",
                Duration.ZERO);
        assertThat(alone.member().turn("g")).isInstanceOf(Turn.Unsettled.class);
        // when
        time.advance(Duration.ofMillis(9_999));
        assertThat(alone.status().isSettled()).isFalse();
        time.advance(Duration.ofMillis(1));
        // then
        assertThat(alone.member().turn("g")).isEqualTo(new Turn.First());
        assertThat(alone.status().isSettled()).isTrue();
        assertThat(alone.events(ClusterEvent.NotSettled.class))
                .containsExactly(new ClusterEvent.NotSettled(0, 0, 1, Duration.ofSeconds(2)));
        assertThat(alone.events(ClusterEvent.Settled.class))
                .containsExactly(new ClusterEvent.Settled(Duration.ofSeconds(10), 1, true));
        assertThat(alone.events(ClusterEvent.Ranked.class)).containsExactly(new ClusterEvent.Ranked(1, true));
        assertThat(alone.registers().turnChanges()).isPositive();
    }

    /** Deviation D-289. */
    @Test
    void settle_nobodyFound_waitsForThemAWhile() {
        SimulatedMember alone = member("a");
        time.advance(Duration.ofSeconds(29));
        assertThat(alone.status().isSettled()).isFalse();
        assertThat(alone.member().turn("g")).isEqualTo(new Turn.Unsettled("no other member has been found yet"));
        time.advance(Duration.ofSeconds(1));
        assertThat(alone.status().isSettled()).isTrue();
    }

    @Test
    void settle_three_allRankedAndSettled() {
        List<SimulatedMember> three = ranked("a", "b", "c");
        for (SimulatedMember member : three) {
            assertThat(shown(member)).containsExactly("a RANKED", "b RANKED", "c RANKED");
            assertThat(member.status().isSettled()).isTrue();
            assertThat(member.events(ClusterEvent.Settled.class))
                    .singleElement()
                    .satisfies(settled -> assertThat(settled.isComplete()).isTrue());
        }
    }

    @Test
    void settle_timeoutZero_takesTurnsAtOnce() {
        SimulatedMember alone = new SimulatedMember(
                time, network, with(SimulatedMember.settings("a", 1), Duration.ZERO, true), "a:1", Duration.ZERO);
        assertThat(alone.member().turn("g")).isEqualTo(new Turn.First());
    }

    @Test
    void settle_timeoutOver_takesTurnsAndDoesNotSayThatItHasEverything() {
        // given
        SimulatedMember alone = new SimulatedMember(
                time,
                network,
                with(SimulatedMember.settings("a", 1), Duration.ofSeconds(1), true),
                "a:1",
                Duration.ZERO);
        // when
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(alone.member().turn("g")).isEqualTo(new Turn.First());
        assertThat(alone.events(ClusterEvent.Ranked.class)).containsExactly(new ClusterEvent.Ranked(1, false));
    }

    private static MemberSettings with(MemberSettings of, Duration settleTimeout, boolean hasSeeds) {
        return new MemberSettings(
                of.name(),
                of.number(),
                of.label(),
                of.version(),
                of.peerTimeout(),
                of.gossipInterval(),
                of.pushPullInterval(),
                of.probeInterval(),
                settleTimeout,
                of.reconnectTimeout(),
                hasSeeds);
    }

    @Test
    void join_late_hasEverythingBeforeItTakesTurns() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        for (int i = 0; i < 500; i++) {
            two.get(0).write("alert" + i, false);
        }
        time.advance(Duration.ofSeconds(1));
        // when
        SimulatedMember late = member("c");
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(late.registers().held()).hasSize(500);
        assertThat(late.member().turn("g")).isInstanceOf(Turn.Unsettled.class);
        assertThat(shown(two.get(0))).contains("c JOINING");
        time.advance(Duration.ofMillis(9_500));
        assertThat(shown(two.get(0))).contains("c RANKED");
        assertThat(shown(late)).containsExactly("a RANKED", "b RANKED", "c JOINING");
        assertThat(late.member().turn("g"))
                .isEqualTo(new Turn.Unsettled(
                        "other members may still be sending what is this one's turn from now on",
                        Duration.ofSeconds(5)));
        time.advance(Duration.ofSeconds(2));
        assertThat(late.member().turn("g")).isNotInstanceOf(Turn.Unsettled.class);
        assertThat(shown(late)).contains("c RANKED");
    }

    // --- turns ---

    @Test
    void turns_three_oneFirstAndOthersBehindIt() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        Set<String> firsts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String group = "{}/{team=\"x\"}:{alertname=\"Down" + i + "\"}";
            // when
            List<String> first = three.stream()
                    .filter(member -> member.member().turn(group) instanceof Turn.First)
                    .map(member -> member.status().name())
                    .toList();
            // then
            assertThat(first).hasSize(1);
            firsts.addAll(first);
            for (SimulatedMember member : three) {
                if (member.member().turn(group) instanceof Turn.Behind behind) {
                    assertThat(behind.before().get(0)).isEqualTo(first.get(0));
                    assertThat(behind.delay())
                            .isEqualTo(Duration.ofMillis(15_500)
                                    .multipliedBy(behind.before().size()));
                }
            }
        }
        assertThat(firsts).hasSize(3);
    }

    @Test
    void turns_memberKilled_onlyOnceItIsKnownToBeDead() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        String group = groupOf(two.get(1));
        two.get(1).kill(Duration.ofSeconds(8));
        // when
        time.advance(Duration.ofSeconds(7));
        // then
        assertThat(shown(two.get(0))).containsExactly("a RANKED", "b SILENT");
        assertThat(two.get(0).member().turn(group)).isInstanceOf(Turn.Behind.class);
        int before = two.get(0).registers().turnChanges();
        // when
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(two.get(0).member().turn(group)).isEqualTo(new Turn.First());
        assertThat(two.get(0).registers().turnChanges()).isEqualTo(before + 1);
        assertThat(shown(two.get(0))).containsExactly("a RANKED", "b FAILED");
    }

    private static String groupOf(SimulatedMember member) {
        for (int i = 0; ; i++) {
            if (member.member().turn("g" + i) instanceof Turn.First) {
                return "g" + i;
            }
        }
    }

    // --- updates ---

    @Test
    void write_healthy_othersHaveItWhenThePostIsAnswered() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        // when
        CompletableFuture<Void> answered = three.get(0).write("x", false).toCompletableFuture();
        time.settle();
        assertThat(answered).isNotDone();
        while (!answered.isDone()) {
            time.advance(Duration.ofNanos(100_000));
        }
        // then
        assertThat(three.get(1).registers().held().size()
                        + three.get(2).registers().held().size())
                .isPositive();
        assertThat(three.get(0).events(ClusterEvent.AcknowledgedAlone.class)).isEmpty();
        time.advance(Duration.ofMillis(5));
        assertThat(three.get(2).registers().held())
                .isEqualTo(three.get(0).registers().held());
    }

    @Test
    void write_alone_answeredAtOnce() {
        SimulatedMember alone = member("a");
        time.advance(Duration.ofSeconds(35));
        assertThat(alone.write("x", false).toCompletableFuture()).isDone();
        assertThat(alone.events(ClusterEvent.AcknowledgedAlone.class)).isEmpty();
    }

    @Test
    void write_otherHangs_answeredAfter100ThenAtOnce() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        two.get(1).kill(Duration.ofMinutes(1));
        // when
        CompletableFuture<Void> answered = two.get(0).write("x", false).toCompletableFuture();
        time.advance(Duration.ofMillis(99));
        assertThat(answered).isNotDone();
        time.advance(Duration.ofMillis(1));
        // then
        assertThat(answered).isDone();
        assertThat(two.get(0).events(ClusterEvent.AcknowledgedAlone.class))
                .containsExactly(new ClusterEvent.AcknowledgedAlone(Duration.ofMillis(100)));
        // when
        time.advance(Duration.ofSeconds(3));
        CompletableFuture<Void> next = two.get(0).write("y", false).toCompletableFuture();
        time.settle();
        // then
        assertThat(next).isDone();
    }

    @Test
    void write_tooLargeForAMessage_staysHereAndHoldsUpNothing() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        // when
        two.get(0).write("x".repeat(5 << 20), false);
        CompletableFuture<Void> next = two.get(0).write("y", false).toCompletableFuture();
        time.advance(Duration.ofMillis(10));
        // then
        assertThat(next).isDone();
        assertThat(two.get(1).registers().held()).hasSize(1);
        assertThat(two.get(0).events(ClusterEvent.VersionRefused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("expected: at most 4194304"));
        // when
        SimulatedMember late = member("c");
        time.advance(Duration.ofMinutes(2));
        // then
        assertThat(late.registers().held()).hasSize(1);
        assertThat(shown(late)).containsExactly("a RANKED", "b RANKED", "c RANKED");
        assertThat(two.get(0).events(ClusterEvent.ExchangeFailed.class)).isEmpty();
    }

    // --- coming and going ---

    @Test
    void stop_inOrder_othersCountItOutAndShowNoFailure() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        String group = groupOf(two.get(1));
        two.get(1).write("last", false);
        // when
        CompletableFuture<Void> left = two.get(1).stop().toCompletableFuture();
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(left).isDone();
        assertThat(two.get(0).registers().held()).hasSize(1);
        assertThat(two.get(0).member().turn(group)).isEqualTo(new Turn.First());
        assertThat(shown(two.get(0))).containsExactly("a RANKED");
        assertThat(two.get(0).events(ClusterEvent.MemberLeft.class))
                .containsExactly(new ClusterEvent.MemberLeft("b", "b:9094", true));
    }

    /** What the one that hangs does not have is no reason to go without a word to the others. */
    @Test
    void stop_whileAnotherHangs_tellsTheOthersInTime() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        three.get(2).kill(Duration.ofMinutes(1));
        three.get(1).write("last", false);
        // when
        CompletableFuture<Void> left = three.get(1).stop().toCompletableFuture();
        time.advance(SimulatedMember.LEAVE_MAX);
        // then
        assertThat(left).isDone();
        assertThat(three.get(0).registers().held()).hasSize(1);
        assertThat(three.get(0).events(ClusterEvent.MemberLeft.class))
                .containsExactly(new ClusterEvent.MemberLeft("b", "b:9094", true));
    }

    @Test
    void suspended_longEnoughToBeTakenForDead_seesWhatOthersHaveBeforeItTakesTurns() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        SimulatedMember away = three.get(1);
        String group = groupOf(away);
        network.cutOff(List.of("b:9094"), Duration.ofSeconds(5));
        away.suspend();
        time.advance(Duration.ofSeconds(20));
        assertThat(shown(three.get(0))).contains("b FAILED");
        three.get(0).write("meanwhile", false);
        // when
        assertThat(away.member().turn(group)).isEqualTo(new Turn.Unsettled(Turns.SUSPENDED));
        away.resume();
        time.advance(Duration.ofSeconds(2));
        // then
        assertThat(away.member().turn(group)).isEqualTo(new Turn.Unsettled(Turns.SUSPENDED));
        assertThat(away.status().isSettled()).isTrue();
        assertThat(shown(away)).contains("b JOINING");
        // when
        network.heal();
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(away.registers().held()).hasSize(1);
        assertThat(away.member().turn(group)).isInstanceOf(Turn.First.class);
        assertThat(shown(away)).contains("b RANKED");
    }

    /** Other threads do not wait until the owner knows what follows. */
    @Test
    void suspended_askedWhileThatIsBeingNoticed_takesNoTurn() {
        // given
        SimulatedMember away = ranked("a", "b").get(0);
        String group = groupOf(away);
        List<Turn> given = new ArrayList<>();
        away.suspend();
        time.advance(Duration.ofSeconds(5));
        // when
        away.whileReviewing(() -> given.add(away.member().turn(group)));
        away.resume();
        // then
        assertThat(given).isNotEmpty().allMatch(Turn.Unsettled.class::isInstance);
        time.advance(Duration.ofSeconds(3));
        assertThat(away.member().turn(group)).isInstanceOf(Turn.First.class);
    }

    @Test
    void suspended_notMissed_othersWaitedForIt() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        network.behave(Duration.ofMillis(200), 0, 0);
        two.get(0).suspend();
        time.advance(Duration.ofSeconds(5));
        // when
        two.get(0).resume();
        // then
        assertThat(two.get(0).member().turn("g")).isEqualTo(new Turn.Unsettled(Turns.SUSPENDED, Duration.ZERO));
        time.advance(Duration.ofSeconds(3));
        assertThat(two.get(0).member().turn("g")).isNotInstanceOf(Turn.Unsettled.class);
    }

    @Test
    void meetAgain_bothTakeTurns_neitherDoesBeforeTheyHaveTheSame() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        network.cutOff(List.of("b:9094"), Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(5));
        assertThat(two.get(0).member().turn("g")).isEqualTo(new Turn.First());
        two.get(0).write("x", false);
        two.get(1).write("y", false);
        network.behave(Duration.ofMillis(200), 0, 0);
        // when
        network.heal();
        boolean hasWaited = false;
        for (int i = 0; i < 2_000; i++) {
            time.advance(Duration.ofMillis(1));
            for (SimulatedMember each : two) {
                boolean knowsOther = each.status().members().stream()
                        .anyMatch(member -> !member.isSelf() && member.state() == ClusterStatus.State.RANKED);
                if (knowsOther && each.registers().held().size() < 2) {
                    assertThat(each.member().turn("g"))
                            .isInstanceOfSatisfying(
                                    Turn.Unsettled.class,
                                    turn -> assertThat(turn.grace())
                                            .as("the other one may be sending the same")
                                            .isEqualTo(Duration.ofSeconds(5)));
                    hasWaited = true;
                }
            }
        }
        // then
        assertThat(hasWaited).isTrue();
        assertThat(two.get(0).registers().held()).hasSize(2);
        assertThat(two).allSatisfy(each -> assertThat(each.member().turn("g")).isNotInstanceOf(Turn.Unsettled.class));
    }

    @Test
    void suspended_nobodyComesBack_goesOnAloneAfterThePeerTimeout() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        two.get(0).suspend();
        two.get(1).kill(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(20));
        // when
        two.get(0).resume();
        time.advance(Duration.ofSeconds(14));
        assertThat(two.get(0).member().turn("g")).isInstanceOf(Turn.Unsettled.class);
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(two.get(0).member().turn("g")).isEqualTo(new Turn.First());
    }

    @Test
    void suspended_againAndAgain_takesItsTurnsInBetween() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        two.get(1).suspend();
        int sending = 0;
        // when
        for (int second = 0; second < 120; second++) {
            if (second % 10 == 0) {
                two.get(0).suspend();
                time.advance(Duration.ofSeconds(4));
                two.get(0).resume();
            }
            time.advance(Duration.ofSeconds(1));
            sending += two.get(0).member().turn("g") instanceof Turn.Unsettled ? 0 : 1;
        }
        // then
        assertThat(sending).isBetween(10, 60);
    }

    @Test
    void restart_beforeTheDeathWasNoticed_isTheSameMember() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        two.get(1).kill(Duration.ofSeconds(10));
        time.advance(Duration.ofSeconds(1));
        // when
        SimulatedMember again = member("b");
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(shown(two.get(0))).containsExactly("a RANKED", "b JOINING");
        assertThat(again.status().name()).isEqualTo("b");
        assertThat(two.get(0).events(ClusterEvent.NameConflict.class)).isEmpty();
        time.advance(Duration.ofSeconds(30));
        assertThat(shown(two.get(0))).containsExactly("a RANKED", "b RANKED");
    }

    @Test
    void failed_reconnectTimeoutOver_isForgotten() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        two.get(1).kill(Duration.ofSeconds(1));
        time.advance(Duration.ofMinutes(359));
        assertThat(shown(two.get(0))).containsExactly("a RANKED", "b FAILED");
        // when
        time.advance(Duration.ofMinutes(2));
        // then
        assertThat(shown(two.get(0))).containsExactly("a RANKED");
    }

    @Test
    void names_twoAlike_theLaterOneIsShownOtherwiseEverywhere() {
        // given
        SimulatedMember first = member("a");
        time.advance(Duration.ofSeconds(1));
        SimulatedMember second = new SimulatedMember(
                time, network, SimulatedMember.settings("a", 0x1234_5678_9ABC_DEF0L), "elsewhere:1", Duration.ZERO);
        // when
        time.advance(Duration.ofSeconds(15));
        // then
        for (SimulatedMember member : List.of(first, second)) {
            assertThat(shown(member)).containsExactly("a RANKED", "a#def0 RANKED");
            assertThat(member.events(ClusterEvent.NameConflict.class))
                    .containsExactly(new ClusterEvent.NameConflict("a", "elsewhere:1", "a#def0"));
        }
        assertThat(first.status().name()).isEqualTo("a");
        assertThat(second.status().name()).isEqualTo("a#def0");
        // when
        first.kill(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(2));
        // then
        assertThat(second.status().name()).isEqualTo("a");
    }

    @Test
    void label_another_bothRefuseAndSayWhyOnce() {
        // given
        SimulatedMember one = member("a");
        MemberSettings of = SimulatedMember.settings("b", 9);
        MemberSettings other = new MemberSettings(
                of.name(),
                of.number(),
                "blue",
                of.version(),
                of.peerTimeout(),
                of.gossipInterval(),
                of.pushPullInterval(),
                of.probeInterval(),
                of.settleTimeout(),
                of.reconnectTimeout(),
                of.hasSeeds());
        // when
        SimulatedMember stranger = new SimulatedMember(time, network, other, "b:9094", Duration.ZERO);
        time.advance(Duration.ofMinutes(5));
        // then
        assertThat(shown(one)).containsExactly("a RANKED");
        assertThat(shown(stranger)).containsExactly("b RANKED");
        for (SimulatedMember member : List.of(one, stranger)) {
            assertThat(member.events(ClusterEvent.NodeRefused.class))
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.reason())
                            .startsWith("cluster labels differ: ")
                            .contains("\"blue\" at b:9094", "\"\" at a:9094", "--cluster.label"));
        }
    }

    @Test
    void configurations_differAndNoMore_toldOnceEach() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        // when
        two.get(0).loadConfiguration(8);
        time.advance(Duration.ofMillis(10));
        // then
        assertThat(two.get(1).events(ClusterEvent.ConfigurationsDiffer.class))
                .containsExactly(new ClusterEvent.ConfigurationsDiffer(true, "a"));
        assertThat(two.get(0).status().configurationsDiffer()).isTrue();
        // when
        two.get(1).loadConfiguration(8);
        time.advance(Duration.ofSeconds(5));
        // then
        for (SimulatedMember member : two) {
            assertThat(member.events(ClusterEvent.ConfigurationsDiffer.class))
                    .extracting(ClusterEvent.ConfigurationsDiffer::differ)
                    .containsExactly(true, false);
        }
    }

    @Test
    void clocks_apart_offsetShown() {
        // given
        member("a");
        SimulatedMember ahead =
                new SimulatedMember(time, network, SimulatedMember.settings("b", 9), "b:9094", Duration.ofSeconds(30));
        // when
        time.advance(Duration.ofSeconds(10));
        // then
        assertThat(shown(ahead, "a").clockOffset()).isBetween(Duration.ofMillis(-30_002), Duration.ofMillis(-29_998));
    }

    // --- exchange ---

    @Test
    void exchange_afterAPartition_bothSidesHoldTheSame() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        network.cutOff(List.of("c:9094"), Duration.ofSeconds(3));
        time.advance(Duration.ofSeconds(5));
        assertThat(shown(three.get(2))).containsExactly("a FAILED", "b FAILED", "c RANKED");
        for (int i = 0; i < 3_000; i++) {
            three.get(i % 3).write("alert" + i, false);
        }
        time.advance(Duration.ofSeconds(55));
        assertThat(three.get(0).status().digest())
                .isNotEqualTo(three.get(2).status().digest());
        // when
        network.heal();
        time.advance(Duration.ofSeconds(5));
        // then
        for (SimulatedMember member : three) {
            assertThat(member.registers().held()).hasSize(3_000);
            assertThat(member.status().digest()).isEqualTo(three.get(0).status().digest());
            assertThat(shown(member)).containsExactly("a RANKED", "b RANKED", "c RANKED");
        }
        assertThat(three.get(0).events(ClusterEvent.Exchanged.class)).isNotEmpty();
    }

    @Test
    void exchange_nowAndThen_leavesAloneWhatMayBeOnItsWay() {
        // given
        List<SimulatedMember> two = ranked("a", "b");
        awaitExchange(two.get(0));
        two.get(0).writeUnsaid("a");
        time.advance(Duration.ofSeconds(55));
        two.get(0).writeUnsaid("b");
        // when
        awaitExchange(two.get(0));
        // then
        assertThat(two.get(1).names()).containsExactly("a");
        // when
        awaitExchange(two.get(0));
        // then
        assertThat(two.get(1).names()).containsExactly("a", "b");
    }

    /** What a member wrote before it died may have come to one of the others only. */
    @Test
    void exchange_afterADeath_survivorsHoldTheSameAtOnce() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        three.get(1).writeUnsaid("to b alone");
        // when
        three.get(2).kill(Duration.ofSeconds(1));
        time.advance(Duration.ofMillis(1_050));
        // then
        assertThat(three.get(0).names()).containsExactly("to b alone");
    }

    @Test
    void exchange_deathNoticedLaterByOne_comparesWhatThatOneHasHeardSince() {
        for (int late = 0; late < 2; late++) {
            // given
            List<SimulatedMember> three = ranked("a" + late, "b" + late, "c" + late);
            SimulatedMember lateOne = three.get(late);
            three.get(2).kill(Duration.ofSeconds(1), lateOne, Duration.ofSeconds(2));
            time.advance(Duration.ofMillis(1_500));
            lateOne.writeUnsaid("heard since");
            // when
            time.advance(Duration.ofMillis(550));
            // then
            assertThat(three.get(1 - late).names()).as("late: " + late).contains("heard since");
            three.get(0).stop();
            three.get(1).stop();
            time.advance(Duration.ofSeconds(5));
        }
    }

    @Test
    void exchange_afterADeathWhileAnotherHangs_doesNotWaitForThatOne() {
        // given
        List<SimulatedMember> four = ranked("a", "b", "c", "d");
        four.get(0).kill(Duration.ofMinutes(1));
        time.advance(Duration.ofSeconds(10));
        four.get(1).writeUnsaid("to b alone");
        // when
        four.get(3).kill(Duration.ofSeconds(1));
        time.advance(Duration.ofMillis(1_050));
        // then
        assertThat(four.get(2).names()).containsExactly("to b alone");
    }

    @Test
    void exchange_memberHangsAfterADeathWasNoticed_goesOnWithTheOthersWhenThatShows() {
        // given
        List<SimulatedMember> four = ranked("a", "b", "c", "d");
        four.get(0).kill(Duration.ofMinutes(1));
        four.get(1).writeUnsaid("to b alone");
        // when
        four.get(3).kill(Duration.ofMillis(100));
        time.advance(Duration.ofSeconds(4));
        // then
        assertThat(four.get(2).names()).containsExactly("to b alone");
    }

    /** A member that leaves may be the only one that has what another one wrote before it died. */
    @Test
    void stop_rightAfterADeath_leavesWhatTheDeadOneSaidToItAlone() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        network.behave(Duration.ofMillis(40), 0, 0);
        three.get(1).writeUnsaid("to b alone");
        three.get(2).kill(Duration.ofSeconds(1), three.get(0), Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(1));
        // when
        CompletableFuture<Void> left = three.get(1).stop().toCompletableFuture();
        while (!left.isDone()) {
            time.advance(Duration.ofMillis(1));
        }
        // then
        assertThat(three.get(0).names()).containsExactly("to b alone");
    }

    /** It hears of the leave before it has been given everything. */
    @Test
    void stop_anotherIsSlow_isGivenEverythingWithinTheTime() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        three.get(0).suspend();
        for (int i = 0; i < 1_000; i++) {
            three.get(2).write("x".repeat(10_000) + i, false);
        }
        // when
        CompletableFuture<Void> left = three.get(2).stop().toCompletableFuture();
        time.advance(Duration.ofMillis(300));
        three.get(0).resume();
        while (!left.isDone()) {
            time.advance(Duration.ofMillis(1));
        }
        // then
        assertThat(three.get(0).names()).hasSize(1_000);
    }

    /** Whoever had no time to give the others everything has given it to some of them. */
    @Test
    void stop_cutShort_othersHoldTheSameAtOnce() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        three.get(1).writeUnsaid("to b alone");
        // when
        three.get(2).stop();
        time.advance(Duration.ofMillis(100));
        // then
        assertThat(three.get(0).names()).containsExactly("to b alone");
    }

    // --- turns after a death ---

    /** Another one may know what the dead one has told last, or that it is silenced. */
    @Test
    void turns_afterADeath_onlyWhenOthersHaveBeenCompared() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        String group = groupOf(three.get(2));
        network.behave(Duration.ofMillis(200), 0, 0);
        three.get(1).writeUnsaid("to b alone");
        three.get(2).kill(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));
        // when
        int waited = 0;
        while (three.get(0).member().turn(group) instanceof Turn.Unsettled unsettled) {
            assertThat(unsettled.grace()).isZero();
            time.advance(Duration.ofMillis(10));
            waited++;
        }
        // then
        assertThat(waited).isBetween(1, 199);
        assertThat(three.get(0).names()).containsExactly("to b alone");
        assertThat(shown(three.get(0))).containsExactly("a RANKED", "b RANKED", "c FAILED");
    }

    @Test
    void turns_afterADeathWhileAnotherHangs_afterAMomentAllTheSame() {
        // given
        List<SimulatedMember> three = ranked("a", "b", "c");
        three.get(1).kill(Duration.ofMinutes(1));
        // when
        three.get(2).kill(Duration.ofMillis(100));
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(three.get(0).member().turn("g")).isInstanceOf(Turn.Unsettled.class);
        // when
        time.advance(Duration.ofSeconds(3));
        // then
        assertThat(three.get(0).member().turn("g")).isNotInstanceOf(Turn.Unsettled.class);
    }

    private void awaitExchange(SimulatedMember member) {
        int before = member.events(ClusterEvent.Exchanged.class).size();
        for (int i = 0; i < 70 && member.events(ClusterEvent.Exchanged.class).size() == before; i++) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(member.events(ClusterEvent.Exchanged.class)).hasSize(before + 1);
    }
}
