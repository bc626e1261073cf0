package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file system of a few megabytes at one folder, which only programs started with {@link #program} see, and which lasts
 * until this is closed, whatever happens to them. Needs no privilege where user namespaces are permitted.
 */
final class SmallDisk implements AutoCloseable {
    private final Process holder;
    private final Path seen;
    private final Path program;

    private SmallDisk(Process holder, Path seen, Path program) {
        this.holder = holder;
        this.seen = seen;
        this.program = program;
    }

    /**
     * Mounts one. Skips the test where that is not permitted.
     *
     * @param at an existing folder
     * @param program what is to see it
     */
    static SmallDisk mount(Path at, int megabytes, Path program) throws IOException {
        // cat ends with this process, should it die.
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=\"$1\"m tocsin \"$0\" && echo mounted && exec cat",
                        at.toString(),
                        String.valueOf(megabytes))
                .redirectErrorStream(true)
                .start();
        byte[] word = holder.getInputStream().readNBytes("mounted".length());
        assumeThat(new String(word, StandardCharsets.UTF_8))
                .as("a mount in a user namespace, which is not permitted here")
                .isEqualTo("mounted");
        Path enter = Files.writeString(
                at.resolveSibling("enter"),
                "#!/bin/sh\nexec nsenter --user --mount --preserve-credentials --target " + holder.pid() + " " + program
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(enter, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new SmallDisk(holder, Path.of("/proc/" + holder.pid() + "/root" + at), enter);
    }

    /** Starts the program where the disk is; a process that is the program in the end. */
    Path program() {
        return program;
    }

    /** The folder, as this process sees it. */
    Path folder() {
        return seen;
    }

    /** Writes until nothing more can be written. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return seen.resolve("ballast");
    }

    @Override
    public void close() {
        holder.destroy();
        holder.onExit().join();
    }
}
