package io.tocsin.server.process;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Runs a program for which the permissions of files count, also where the tests run as root. */
final class PlainUser {
    private static final String LAUNCHER = """
            #!/bin/sh
            [ "$(id -u)" = 0 ] || exec %1$s "$@"
            exec setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search %1$s "$@"
            """;

    private PlainUser() {}

    /** A launcher of {@code program}, put into {@code folder}. Skips the test where that cannot be had. */
    static Path of(Path program, Path folder) throws IOException, InterruptedException {
        Path launcher = launcher(folder.resolve("as-plain-user"), program.toString());
        Path secret = Files.writeString(folder.resolve("secret"), "");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Path trial = launcher(folder.resolve("trial"), "cat");
        int status = new ProcessBuilder(trial.toString(), secret.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assumeThat(status)
                .as("cat of a file without permissions, which setpriv does not keep root from reading here")
                .isEqualTo(1);
        return launcher;
    }

    private static Path launcher(Path file, String program) throws IOException {
        Files.writeString(file, LAUNCHER.formatted(program));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
