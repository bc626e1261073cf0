package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole engines behind members of a cluster. */
final class NotificationSimulationTest {
    private static final int GROUPS = 300;
    private static final Duration CALM = Duration.ofMinutes(5);

    /**
     * After a restart a member's groups may be due at other moments than those of the others, until one of them has told
     * something, and two members send at the same time now and then: in 1 of 10 runs here, where groups are due every minute.
     */
    private static final int OUT_OF_STEP = 4;

    /** @param repeats so many notifications may say what another member has said */
    private static void check(NotificationSimulation simulation, long seed, int repeats) {
        assertThat(simulation.check())
                .as(() -> "seed " + seed + "\n" + String.join("\n", simulation.transcript()))
                .isEmpty();
        assertThat(simulation.unexcusedRepeats())
                .as(() -> "seed " + seed + ", repeats\n" + String.join("\n", simulation.transcript()))
                .isLessThanOrEqualTo(repeats);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 30})
    void healthy_everyAlertPostedOnce_everyGroupToldOnceBySomebody(long secondsApart) {
        // given
        NotificationSimulation simulation = new NotificationSimulation(1, Duration.ofSeconds(secondsApart));
        // when
        simulation.change(2 * GROUPS, true, Duration.ofSeconds(5));
        simulation.advance(CALM);
        // then
        check(simulation, 1, 0);
        assertThat(simulation.told()).hasSize(3);
        assertThat(simulation.told().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(GROUPS);
        assertThat(simulation.told().values())
                .allSatisfy(count -> assertThat(count).isBetween(70, 130));
        // when
        simulation.change(2 * GROUPS, false, Duration.ZERO);
        simulation.advance(CALM);
        // then
        check(simulation, 1, 0);
        assertThat(simulation.told().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(2 * GROUPS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void kills_underFiringAndResolvingAlerts_nothingIsLost(long seed) {
        playKills(seed);
    }

    @Test
    @Tag("long")
    void kills_manyTimes_nothingIsLost() {
        for (long seed = 100; seed < 300; seed++) {
            playKills(seed);
        }
    }

    private static void playKills(long seed) {
        Random random = new Random(seed);
        NotificationSimulation simulation = new NotificationSimulation(seed, Duration.ofSeconds(random.nextInt(31)));
        for (int round = 0; round < 4; round++) {
            simulation.change(2 * GROUPS / 3, round % 2 == 0, Duration.ofSeconds(60));
            simulation.advance(Duration.ofMillis(random.nextInt(60_000)));
            int killed = random.nextInt(3);
            if (random.nextInt(3) == 0) {
                simulation.stop(killed);
                simulation.advance(Duration.ofSeconds(5));
            } else {
                simulation.kill(killed, Duration.ofMillis(random.nextInt(5_000)));
            }
            simulation.advance(Duration.ofMillis(random.nextInt(60_000)));
            simulation.start(killed);
            simulation.advance(Duration.ofSeconds(90));
        }
        simulation.advance(CALM);
        check(simulation, seed, OUT_OF_STEP);
    }

    /** Whoever is back does not send what another one is still sending. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void restart_slowReceiver_nothingIsToldTwice(int restarted) {
        // given
        NotificationSimulation simulation = new NotificationSimulation(restarted, Duration.ZERO);
        simulation.receiverTakes(Duration.ofSeconds(5));
        simulation.stop(restarted);
        simulation.advance(Duration.ofSeconds(5));
        // when groups come due all the while
        simulation.change(2 * GROUPS, true, Duration.ofSeconds(30));
        simulation.advance(Duration.ofSeconds(10));
        simulation.start(restarted);
        simulation.advance(CALM);
        // then
        check(simulation, restarted, 0);
        assertThat(simulation.told()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void split_alertsAndResolvesOnBothSides_receiverKnowsAllAndMembersAgree(long seed) {
        playSplit(seed);
    }

    @Test
    @Tag("long")
    void split_manyTimes_receiverKnowsAllAndMembersAgree() {
        for (long seed = 100; seed < 300; seed++) {
            playSplit(seed);
        }
    }

    private static void playSplit(long seed) {
        Random random = new Random(seed);
        NotificationSimulation simulation = new NotificationSimulation(seed, Duration.ofSeconds(random.nextInt(31)));
        simulation.change(GROUPS, true, Duration.ofSeconds(5));
        simulation.advance(Duration.ofMinutes(2));
        // when
        simulation.split(random.nextInt(3));
        simulation.advance(Duration.ofMillis(random.nextInt(10_000)));
        simulation.change(GROUPS, false, Duration.ofSeconds(20));
        simulation.advance(Duration.ofSeconds(25));
        simulation.change(2 * GROUPS, true, Duration.ofSeconds(20));
        simulation.advance(Duration.ofMillis(20_000 + random.nextInt(60_000)));
        simulation.heal();
        simulation.advance(CALM);
        simulation.change(2 * GROUPS, false, Duration.ofSeconds(5));
        simulation.advance(CALM);
        // then
        assertThat(simulation.check())
                .as(() -> "seed " + seed + "\n" + String.join("\n", simulation.transcript()))
                .isEmpty();
    }
}
