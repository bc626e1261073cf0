package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplicationSimulationTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void membersThatNeverFail_tellEverythingOnce(long seed) {
        ReplicationSimulation simulation = new ReplicationSimulation(seed, false);

        assertThat(simulation.play()).as(simulation.summary()).isEmpty();
        assertThat(simulation.repetitions()).as(simulation.summary()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void membersAndLinksThatFail_loseNothingAndAgree(long seed) {
        ReplicationSimulation simulation = new ReplicationSimulation(seed, true);

        assertThat(simulation.play()).as(simulation.summary()).isEmpty();
    }
}
