package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.log.CapturedLog;
import io.tocsin.server.metrics.ServerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ClockWatchTest {
    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(ClockWatch.class);

    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos = Long.MAX_VALUE - 5;
    private final ClockWatch watch = new ClockWatch(() -> wall, () -> nanos, metrics.clock());

    private void pass(Duration wallPassed, Duration passed) {
        wall = wall.plus(wallPassed);
        nanos += passed.toNanos();
        watch.tick();
    }

    @Test
    void tick_clockRunsAsItShould_isSilent() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        // Slow threads, and clocks that are brought together gently.
        pass(Duration.ofMinutes(10), Duration.ofMinutes(10).minusMillis(999));

        assertThat(log.lines()).isEmpty();
        assertThat(steps("back")).isEqualTo("0");
    }

    @Test
    void tick_clockWasSet_saysByHowMuch() {
        pass(Duration.ofSeconds(-3599), Duration.ofSeconds(1));
        pass(Duration.ofSeconds(121), Duration.ofSeconds(1));

        assertThat(log.lines())
                .extracting(line -> line.getKeyValuePairs().toString())
                .satisfiesExactly(
                        back -> assertThat(back).contains("by=\"-1h0m0s\""),
                        forward -> assertThat(forward).contains("by=\"2m0s\""));
        assertThat(steps("back")).isEqualTo("1");
        assertThat(steps("forward")).isEqualTo("1");
    }

    private String steps(String direction) {
        String page = new String(metrics.exposition().page("", false).body(), StandardCharsets.UTF_8);
        String series = "tocsin_clock_steps_total{direction=\"" + direction + "\"} ";
        return page.lines()
                .filter(line -> line.startsWith(series))
                .findFirst()
                .orElseThrow()
                .substring(series.length())
                .replace(".0", "");
    }
}
