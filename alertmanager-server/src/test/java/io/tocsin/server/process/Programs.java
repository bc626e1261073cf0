package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the programs that tests start. */
public final class Programs {
    private Programs() {}

    /** The launcher of our own server, laid out by {@code mvn package}. */
    public static Path tocsin() {
        return inDistribution("alertmanager");
    }

    /** The launcher of our own amtool, laid out by {@code mvn package}. */
    public static Path tocsinAmtool() {
        return inDistribution("amtool");
    }

    /** What our own amtool prints, which has to succeed. */
    static String amtool(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tocsinAmtool().toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> command + ": " + output).isZero();
        return output;
    }

    /** A program of our own distribution. */
    static Path inDistribution(String name) {
        Path program = Path.of(System.getProperty("tocsin.dist", "target/dist"), "bin", name);
        if (!Files.isExecutable(program)) {
            return fail(program.toAbsolutePath() + " is missing; mvn package lays it out");
        }
        return program.toAbsolutePath();
    }

    /** A newest original, from the folder named by {@code -Dtocsin.peers}; without it the test is skipped. */
    public static Path peer(String name) {
        String folder = System.getProperty("tocsin.peers", "");
        if (folder.isEmpty()) {
            return abort("-Dtocsin.peers=FOLDER (with prometheus-alertmanager, amtool and prometheus) was not given");
        }
        Path program = Path.of(folder, name);
        return Files.isExecutable(program) ? program : fail(program + " is not there");
    }

    /** A program installed on this machine; skips the test without it, or fails when {@code require} is set to true. */
    public static Path installed(String name, String require) {
        Optional<Path> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        String message = name + " is not installed";
        return Boolean.getBoolean(require)
                ? fail(message + ", and -D" + require + "=true asks for it")
                : abort(message);
    }

    /** A program on the path of this machine. */
    static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What {@code program --version} says first. */
    public static String firstVersionLine(Path program) {
        try {
            var process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines().findFirst().orElse("an unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
