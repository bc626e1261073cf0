package io.tocsin.server.durability;

import static io.tocsin.server.durability.FabricatedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.AlertBook.Possible;
import io.tocsin.server.durability.Lives.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AlertBookTest {
    private static final Possible FIRES = new Possible(true, false);
    private static final Possible DOES_NOT = new Possible(false, true);
    private static final Possible EITHER = new Possible(true, true);

    private final FabricatedRun run = new FabricatedRun();

    @Test
    void possible_betweenSendingAndAnswer_isBoth() {
        run.fires("a", 1);
        assertThat(possible(0.5, 0.9)).isEqualTo(DOES_NOT);
        assertThat(possible(1.05, 1.05)).isEqualTo(EITHER);
        assertThat(possible(0.5, 5)).isEqualTo(EITHER);
        assertThat(possible(1.1, 5)).isEqualTo(FIRES);
    }

    @Test
    void possible_noAnswer_isBothUntilTheNextOne() {
        run.fires("a", 1);
        run.sends("a", false, 2, 2);
        assertThat(possible(3, 3)).isEqualTo(EITHER);
        run.fires("a", 4);
        assertThat(possible(4.1, 5)).isEqualTo(FIRES);
    }

    @Test
    void possible_endPassesWhileAlive_isBoth() {
        run.posts("a", true, 1, 4);
        assertThat(possible(2, 3.9)).isEqualTo(FIRES);
        assertThat(possible(2, 4)).isEqualTo(EITHER);
    }

    @Test
    void possible_endPassesWhileDead_firesForAMinute() {
        run.posts("a", true, 1, 4);
        run.restarts(Ending.KILLED, 3, 5);
        assertThat(possible(5, 64.9)).isEqualTo(FIRES);
        assertThat(possible(5, 65)).isEqualTo(EITHER);
    }

    @Test
    void possible_endPassesWhileDead_aSecondDeathAddsToIt() {
        run.posts("a", true, 1, 4);
        run.restarts(Ending.KILLED, 3, 5);
        run.restarts(Ending.KILLED, 6, 7);
        assertThat(possible(7, 66.9)).isEqualTo(FIRES);
    }

    @Test
    void possible_postedAfterTheDeath_hasItsOwnEnd() {
        run.posts("a", true, 1, 4);
        run.restarts(Ending.KILLED, 3, 5);
        run.posts("a", true, 6, 8);
        assertThat(possible(6.1, 9)).isEqualTo(EITHER);
    }

    @Test
    void possible_resolvedAndDead_doesNotFire() {
        run.fires("a", 1);
        run.resolves("a", 2);
        run.restarts(Ending.KILLED, 3, 5);
        assertThat(possible(5, 6)).isEqualTo(DOES_NOT);
    }

    @Test
    void possible_oldestPostsForgotten_knowsNothingOfThoseTimes() {
        for (int i = 1; i <= 20; i++) {
            run.fires("a", i);
        }
        assertThat(possible(2, 2)).isEqualTo(EITHER);
        assertThat(possible(20.1, 21)).isEqualTo(FIRES);
    }

    @Test
    void mayShow_isLenientForWhatWasAcknowledgedShortlyBeforeTheEnd() {
        run.fires("a", 1);
        run.fires("a", 2);
        run.fires("a", 7);
        run.restarts(Ending.KILLED, 8, 9);
        run.fires("a", 10);
        run.restarts(Ending.KILLED, 11, 12);
        run.sends("a", true, 12.1, 10_000);
        assertThat(mayShow(1, 13)).isFalse();
        assertThat(mayShow(2, 13)).isTrue();
        assertThat(mayShow(5, 13)).isTrue();
        assertThat(mayShow(6, 13)).isFalse();
    }

    @Test
    void mayShow_inALongLife_onlyWhatIsNew() {
        run.fires("a", 1);
        run.fires("a", 2);
        assertThat(mayShow(1, 5)).isTrue();
        assertThat(mayShow(1, 8)).isFalse();
    }

    private boolean mayShow(int version, double now) {
        return run.alerts.mayShow("a", version, at(now), Duration.ofSeconds(5));
    }

    private Possible possible(double from, double to) {
        return run.alerts.possible("a", at(from), at(to));
    }
}
