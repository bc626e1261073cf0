package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Crashes at random moments, each with the part of the last changes that happened to reach the disk.
 *
 * <p>{@code -Dtocsin.simulation.first} and {@code -Dtocsin.simulation.seeds} say which seeds, and how many.
 */
final class CrashSimulationTest {
    private static final long FIRST = Long.getLong("tocsin.simulation.first", 1);
    private static final long SEEDS = Long.getLong("tocsin.simulation.seeds", 12);

    @ParameterizedTest(name = "disk breaks: {0}")
    @ValueSource(booleans = {false, true})
    void halfADay_crashes_nothingAcknowledgedIsLost(boolean diskBreaks) {
        LongStream.range(FIRST, FIRST + SEEDS).forEach(seed -> {
            CrashSimulation simulation = new CrashSimulation(seed, diskBreaks);
            assertThat(simulation.play())
                    .as(() -> "seed " + seed + ", disk breaks: " + diskBreaks + "; " + simulation.summary() + "\n"
                            + String.join("\n", simulation.transcript()) + "\n")
                    .isEmpty();
        });
    }
}
