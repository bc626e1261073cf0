package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Brief;
import io.tocsin.evaluator.query.HostileQueries.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String AGAIN = "try again later";

    @Test
    void hostileQueries_over10000Series_endAsTheyMustInLittleMemory(@TempDir Path directory)
            throws IOException, InterruptedException {
        // when
        List<String[]> lines = asked(directory);
        // then
        List<Hostile> asked = HostileQueries.all();
        assertThat(lines).hasSameSizeAs(asked);
        for (int i = 0; i < asked.size(); i++) {
            assertThat(lines.get(i)[0])
                    .as(Brief.of(asked.get(i).text(), 100))
                    .endsWith(asked.get(i).outcome().message);
            assertThat(Long.parseLong(lines.get(i)[1])).isLessThan(MILLIS_MAX);
        }
    }

    /** Half of the process is for them: they take it all, and no more than they say. */
    @Test
    void hostileQueries_ofManyThreadsAtOnce_shareLittleMemoryAndGiveItBack(@TempDir Path directory)
            throws IOException, InterruptedException {
        List<String[]> lines = asked(directory, HostileQueries.TOGETHER);

        List<String> outcomes =
                lines.subList(0, lines.size() - 1).stream().map(line -> line[0]).toList();
        assertThat(outcomes)
                .hasSizeGreaterThan(100)
                .contains("answered", QueryException.TOO_MANY_SAMPLES)
                .anyMatch(outcome -> outcome.endsWith(AGAIN))
                .allMatch(outcome -> outcome.equals("answered")
                        || outcome.equals(QueryException.TOO_MANY_SAMPLES)
                        || outcome.endsWith(AGAIN));
        assertThat(lines.get(lines.size() - 1)).as("bytes taken").containsExactly("0");
    }

    /** What a process with little memory prints, line by line. */
    private static List<String[]> asked(Path directory, String... arguments) throws IOException, InterruptedException {
        Path written = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                MEMORY,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                HostileQueries.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                // To a file, since whoever reads a stream waits for its end, and a query may have none.
                .redirectOutput(written.toFile())
                .start();
        boolean isOver;
        try {
            isOver = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(written);
        assertThat(isOver)
                .as("over after " + MINUTES_MAX + " minutes: " + output)
                .isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().map(line -> line.split("\t", -1)).toList();
    }
}
