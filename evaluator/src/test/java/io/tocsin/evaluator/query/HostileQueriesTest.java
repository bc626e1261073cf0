package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Brief;
import io.tocsin.evaluator.query.HostileQueries.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries that would take all memory or all time end with an error, in bounded memory and time. */
final class HostileQueriesTest {
    /** The store takes some 15 of them, a million samples at most 16. */
    private static final String MEMORY = "-Xmx96m";

    /** On a busy machine. */
    private static final long MILLIS_MAX = 40_000;

    private static final long MINUTES_MAX = 6;

    @Test
    void hostileQueries_over10000Series_endAsTheyMustInLittleMemory(@TempDir Path directory)
            throws IOException, InterruptedException {
        // given
        Path written = directory.resolve("output");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        MEMORY,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileQueries.class.getName())
                .redirectErrorStream(true)
                // To a file, since whoever reads a stream waits for its end, and a query may have none.
                .redirectOutput(written.toFile())
                .start();
        // when
        boolean isOver;
        try {
            isOver = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(written);
        // then
        assertThat(isOver)
                .as("over after " + MINUTES_MAX + " minutes: " + output)
                .isTrue();
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
