package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Brief;
import io.tocsin.evaluator.query.HostileQueries.Hostile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Queries that would take all memory or all time end with an error, in bounded memory and time. */
final class HostileQueriesTest {
    /** The store takes some 15 of them, a million samples at most 16. */
    private static final String MEMORY = "-Xmx96m";

    /** On a busy machine. */
    private static final long MILLIS_MAX = 12_000;

    @Test
    void hostileQueries_over10000Series_endAsTheyMustInLittleMemory() throws IOException, InterruptedException {
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
        List<String[]> lines = output.lines().map(line -> line.split("\t", -1)).toList();
        List<Hostile> asked = HostileQueries.all();
        assertThat(lines).as(output).hasSameSizeAs(asked);
        for (int i = 0; i < asked.size(); i++) {
            assertThat(lines.get(i)[0])
                    .as(Brief.of(asked.get(i).text(), 100))
                    .endsWith(asked.get(i).outcome().message);
            assertThat(Long.parseLong(lines.get(i)[1])).isLessThan(MILLIS_MAX);
        }
    }
}
