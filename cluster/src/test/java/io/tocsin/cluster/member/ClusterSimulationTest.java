package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterSimulationTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void members_withAllKindsOfTrouble_agreeAndLoseNothing(long seed) {
        play(seed);
    }

    @Test
    @Tag("long")
    void members_manyTimes_agreeAndLoseNothing() {
        for (long seed = 100; seed < 600; seed++) {
            play(seed);
        }
    }

    private static void play(long seed) {
        ClusterSimulation simulation = new ClusterSimulation(seed);
        List<String> broken = simulation.play();
        assertThat(broken)
                .as(() -> "seed " + seed + ", " + simulation.summary() + "\n"
                        + String.join("\n", simulation.transcript()))
                .isEmpty();
    }
}
