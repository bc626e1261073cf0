package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run of the program inside the test's process: its exit status and what it printed. */
record AmtoolRun(int status, String out, String err) {
    /** When it is for every run. */
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    static AmtoolRun of(String... arguments) {
        return with(List.of(), arguments);
    }

    static AmtoolRun with(List<Path> defaultsFiles, String... arguments) {
        return run(surroundings(defaultsFiles, Map.of()), "", arguments);
    }

    /** With text on standard input. */
    static AmtoolRun reading(String input, String... arguments) {
        return run(surroundings(List.of(), Map.of()), input, arguments);
    }

    /** With these environment variables. */
    static AmtoolRun in(Map<String, String> variables, String... arguments) {
        return run(surroundings(List.of(), variables), "", arguments);
    }

    private static Terminal.Surroundings surroundings(List<Path> defaultsFiles, Map<String, String> variables) {
        return new Terminal.Surroundings(defaultsFiles, "somebody", variables, () -> NOW);
    }

    static String[] join(List<String> first, String... rest) {
        return Stream.concat(first.stream(), Stream.of(rest)).toArray(String[]::new);
    }

    private static AmtoolRun run(Terminal.Surroundings surroundings, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                surroundings);
        int status = Main.run(List.of(arguments), terminal);
        return new AmtoolRun(status, out.toString(UTF_8), err.toString(UTF_8));
    }
}
