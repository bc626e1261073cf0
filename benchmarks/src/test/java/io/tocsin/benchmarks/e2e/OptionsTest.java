package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    @Test
    void parse_numbersAndParts_areTaken() {
        Options options = Options.parse("--quick", "--rounds", "7", "--only", "load,heap", "--peer", "none");

        assertThat(options.rounds).isEqualTo(7);
        assertThat(options.warmUpSeconds).isEqualTo(5);
        assertThat(options.parts).containsExactlyInAnyOrder("load", "heap");
        assertThat(options.peer).isNull();
    }

    @Test
    void parse_cluster_isAllPartsOfIt() {
        Options options = Options.parse("--only", "cluster,start");

        assertThat(options.parts)
                .containsExactlyInAnyOrder(
                        "start",
                        "cluster-ingest",
                        "cluster-latency",
                        "cluster-traffic",
                        "cluster-memory",
                        "cluster-takeover");
    }

    @ParameterizedTest
    @CsvSource({
        "--rounds,0,--rounds: 0 (expected: 1 to 100)",
        "--measure,1m,--measure: 1m (expected: 1 to 600)",
        "--peer,/does/not/exist,an executable file",
        "--only,speed,--only: speed",
        "--silence-counts,1500,--silence-counts: 1500 (expected: multiples of 1000)",
        "--read-sizes,'1000,1500','--read-sizes: 1000,1500 (expected: multiples of 1000)'",
        "--speed,1,--speed: unknown option",
    })
    void parse_unreadable_namesTheOption(String option, String value, String message) {
        assertThatThrownBy(() -> Options.parse(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void parse_valueMissing_namesTheOption() {
        assertThatThrownBy(() -> Options.parse("--rounds"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rounds: needs a value");
    }
}
