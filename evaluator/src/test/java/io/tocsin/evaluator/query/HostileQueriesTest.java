package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Queries that would take all memory or all time end with an error, in bounded memory and time. */
final class HostileQueriesTest {
    /** The store takes some 15 of them, a million samples at most 16. */
    private static final String MEMORY = "-Xmx96m";

    private static final List<String> HARMLESS = List.of("absent_over_time(x[1d])", "{__name__=~\".+\"}[10y]");

    private static final long MILLIS_MAX = 20_000;

    @Test
    void range_11000PointsOver10000Series_endsWithAnErrorInLittleMemory() throws IOException, InterruptedException {
        // given
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        MEMORY,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileQueries.class.getName())
                .redirectErrorStream(true)
                .start();
        // when
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean isOver = process.waitFor(1, TimeUnit.MINUTES);
        // then
        assertThat(isOver).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSameSizeAs(HostileQueries.texts());
        assertThat(lines).allSatisfy(line -> {
            String[] fields = line.split("\t", -1);
            // Little is looked for over much that is not there: that is no harm.
            assertThat(fields[0])
                    .matches(
                            HARMLESS.contains(fields[2])
                                    ? "answered"
                                    : "query (timed out|processing would load too many samples).*");
            assertThat(Long.parseLong(fields[1])).isLessThan(MILLIS_MAX);
        });
    }
}
