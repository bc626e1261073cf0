package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesTest {
    private final Series series = new Series();

    @Test
    void table_twoPrograms_showsMediansRangesAndRatio() {
        for (double value : new double[] {30, 10, 20}) {
            series.add("speed", "A", value);
        }
        series.add("speed", "B", 5);

        assertThat(series.table(List.of("A", "B"))).endsWith("| speed | 20.0 (10.0–30.0) | 5.00 | 4.00 |\n");
    }

    @Test
    void table_figureOfOneProgramOnly_leavesTheOtherOpen() {
        series.add("speed", "A", 1);

        assertThat(series.table(List.of("A", "B"))).endsWith("| speed | 1.00 | – | – |\n");
    }

    @Test
    void millisAt_hundredRequests_isTheNinetyNinth() {
        Latencies latencies = new Latencies();
        for (int millis = 100; millis >= 1; millis--) {
            latencies.add(millis * 1_000_000L);
        }

        assertThat(latencies.millisAt(0.99)).isEqualTo(99);
        assertThat(latencies.millisAt(0.5)).isEqualTo(50);
    }
}
