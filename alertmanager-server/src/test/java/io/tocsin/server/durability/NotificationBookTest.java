package io.tocsin.server.durability;

import static io.tocsin.server.durability.FabricatedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.Lives.Ending;
import io.tocsin.server.durability.NotificationBook.Arrival;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NotificationBookTest {
    private static final List<String> NONE = List.of();

    private final FabricatedRun run = new FabricatedRun();

    @Test
    void answered_allTheTimeSomethingNew_isNoRepeat() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.fires("b", 3);
        run.tells(1, 4, List.of("a", "b"), NONE);
        run.resolves("b", 5);
        run.tells(1, 6, List.of("a"), List.of("b"));
        run.resolves("a", 7);
        run.tells(1, 8, NONE, List.of("a"));
        run.fires("a", 9);
        run.tells(1, 10, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.notifications.repeats()).isZero();
    }

    @Test
    void answered_againInOneLife_isARepeatTooMany() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.tells(1, 3, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
        assertThat(run.violations.told().get(0))
                .contains("seed 7, kill 1", "repeated in the same life", "inst=a", "life 1 arrived: firing [a]");
    }

    @Test
    void answered_againAfterAStartThatTookTooLong_isNotJudged() {
        run.lives.ready(at(9));
        run.fires("a", 1);
        run.tells(1, 10, List.of("a"), NONE);
        run.tells(1, 11, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        run.fires("b", 15);
        run.tells(1, 16, List.of("a", "b"), NONE);
        run.tells(1, 17, List.of("a", "b"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
    }

    @Test
    void answered_attemptsBeforeItWereNot_isNoRepeat() {
        run.fires("a", 1);
        run.notifies(1, 2, List.of("a"), NONE);
        run.tells(1, 3, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.notifications.repeats()).isZero();
    }

    @Test
    void answered_repeatedAfterAKillRightBehindIt_isPermittedOnce() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.restarts(Ending.KILLED, 2.5, 3);
        run.tells(2, 4, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.notifications.repeats()).isOne();
        run.tells(2, 5, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
    }

    @Test
    void answered_repeatedAfterAKillMuchLater_isARepeatTooMany() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.restarts(Ending.KILLED, 5.5, 6);
        run.tells(2, 7, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
    }

    @Test
    void answered_repeatedAfterAKillMuchLater_newsMayHaveBeenBegun_isPermitted() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.fires("b", 5);
        run.resolves("b", 5.2);
        run.restarts(Ending.KILLED, 5.5, 6);
        run.tells(2, 7, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.notifications.repeats()).isOne();
    }

    @Test
    void answered_repeatedAfterAnEndInOrder_isARepeatTooMany() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.restarts(Ending.TERMINATED, 2.1, 3);
        run.tells(2, 4, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
    }

    @Test
    void answered_repeatedAfterAKillThatFollowedAnEndInOrder_isPermittedOnlyIfThereWasNews() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.restarts(Ending.TERMINATED, 5, 6);
        run.restarts(Ending.KILLED, 8, 9);
        run.tells(3, 10, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
        run.restarts(Ending.TERMINATED, 15, 16);
        run.fires("b", 17);
        run.resolves("b", 17.2);
        run.restarts(Ending.KILLED, 18, 19);
        run.tells(5, 20, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.REPEATED, 1));
    }

    @Test
    void arrived_resolvedThoughItFires_isAFalseResolve() {
        run.posts("a", true, 1, 4);
        run.restarts(Ending.KILLED, 3, 5);
        run.notifies(2, 6, NONE, List.of("a"));
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.FALSE_RESOLVE, 1));
    }

    @Test
    void arrived_resolvedAfterItsEndOrItsResolve_isNone() {
        run.posts("a", true, 1, 4);
        run.notifies(1, 4, NONE, List.of("a"));
        run.fires("b", 1);
        run.resolves("b", 2);
        run.notifies(1, 5, NONE, List.of("b"));
        assertThat(run.violations.counts()).isEmpty();
    }

    @Test
    void arrived_firingAfterItsResolve_isAViolationUnlessOnItsWay() {
        run.fires("a", 1);
        run.resolves("a", 5);
        run.notifies(1, 6, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        run.notifies(1, 11, List.of("a", "b"), NONE);
        assertThat(run.violations.count(Rule.TOLD_AFTER_RESOLVE)).isEqualTo(2);
    }

    @Test
    void arrived_firingAfterItsResolveAndARestart_isAViolationAtOnce() {
        run.fires("a", 1);
        run.resolves("a", 5);
        run.restarts(Ending.KILLED, 5.2, 5.5);
        run.notifies(2, 5.6, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.TOLD_AFTER_RESOLVE, 1));
    }

    @Test
    void arrived_readLongAfterItsServerDied_isJudgedByThatMoment() {
        run.fires("a", 1);
        run.restarts(Ending.KILLED, 2, 3);
        run.resolves("a", 4);
        run.notifies(1, 20, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
    }

    @Test
    void arrived_silenced_isAViolationUnlessOnItsWay() {
        run.fires("a", 1);
        run.silences("s", 5, 100);
        run.notifies(1, 6, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
        run.restarts(Ending.KILLED, 6, 6.5);
        run.notifies(2, 6.6, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCED_SENT, 1));
    }

    @Test
    void arrived_anotherAttemptOfWhatCameBeforeTheSilence_isNone() {
        run.fires("a", 1);
        run.notifies(1, 2, List.of("a"), NONE);
        run.silences("s", 3, 100);
        run.notifies(1, 10, List.of("a"), NONE);
        assertThat(run.violations.counts()).isEmpty();
    }

    @Test
    void arrived_inhibited_isAViolation() {
        run.fires("source-z", 1);
        run.fires("b", 2);
        run.notifies(1, 7, List.of("b"), NONE);
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.INHIBITED_SENT, 1));
    }

    @Test
    void untold_namesWhatReceiversDoNotKnow() {
        run.fires("a", 1);
        run.fires("b", 1);
        assertThat(run.notifications.untold(at(2), at(5))).containsExactly("/hook a fires", "/hook b fires");
        run.tells(1, 6, List.of("a", "b"), NONE);
        run.resolves("b", 7);
        assertThat(run.notifications.untold(at(8), at(9))).containsExactly("/hook b is resolved");
        run.notifications.complain(List.of("/hook b is resolved"));
        assertThat(run.violations.told().get(0)).contains("NOT_TOLD", "inst=b", "answered 200");
        assertThat(run.notifications.untold(at(8), at(9))).isEmpty();
    }

    @Test
    void untold_forgetsWhatIsAnswered200Only() {
        run.fires("a", 1);
        run.fires("b", 1);
        run.tells(1, 6, List.of("a", "b"), NONE);
        run.resolves("b", 7);
        Arrival second = run.notifies(1, 10, List.of("a"), List.of("b"));
        assertThat(run.notifications.untold(at(8), at(10))).containsExactly("/hook b is resolved");
        run.notifications.answered(second, at(11));
        assertThat(run.notifications.untold(at(8), at(12))).isEmpty();
    }

    @Test
    void untold_resolvedWhileMuted_isNotMissed() {
        run.fires("a", 1);
        run.tells(1, 2, List.of("a"), NONE);
        run.silences("s", 3, 5);
        run.resolves("a", 4);
        assertThat(run.notifications.untold(at(6), at(9))).isEmpty();
    }
}
