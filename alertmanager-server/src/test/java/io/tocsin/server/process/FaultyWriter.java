package io.tocsin.server.process;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A disk that hangs or is broken, for what the journal of a server does from now until this is closed. Done with strace,
 * which interferes with the one thread that writes, and with nobody else.
 */
final class FaultyWriter implements AutoCloseable {
    private static final String WRITER = "journal";

    private final Process strace;

    private FaultyWriter(Process strace) {
        this.strace = strace;
    }

    /** Skips the test where there is no strace, or where it may not look at other processes. */
    static void assumePossible() throws IOException, InterruptedException {
        Programs.installed("strace", "tocsin.require.strace");
        Process trial = new ProcessBuilder("strace", "-o", "/dev/null", "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeThat(trial.waitFor())
                .as("exit status of strace, which is not permitted to trace processes here")
                .isZero();
    }

    /** Whatever {@code server} asks to be durable is not, and it hears nothing. */
    static FaultyWriter stalled(AlertmanagerProcess server, Path folder) throws IOException {
        return attach(server, folder, "fsync,fdatasync", "delay_enter=3600s");
    }

    /** Whatever {@code server} writes or asks to be durable fails with an error of the device. */
    static FaultyWriter broken(AlertmanagerProcess server, Path folder) throws IOException {
        return attach(server, folder, "fsync,fdatasync,pwrite64", "error=EIO");
    }

    private static FaultyWriter attach(AlertmanagerProcess server, Path folder, String calls, String fault)
            throws IOException {
        Path messages = folder.resolve("strace.txt");
        Process strace = new ProcessBuilder(
                        "strace",
                        "--attach=" + writerOf(server.pid()),
                        "--trace=" + calls,
                        "--inject=" + calls + ":" + fault,
                        "--output=/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        await("strace")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(messages).contains("attached"));
        return new FaultyWriter(strace);
    }

    /** The thread that writes, by the name that it has in the system. */
    private static long writerOf(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.filter(thread -> nameOf(thread).equals(WRITER))
                    .mapToLong(thread -> Long.parseLong(thread.getFileName().toString()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no thread " + WRITER + " in process " + pid));
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go: a call that hangs goes on at once. */
    @Override
    public void close() {
        strace.destroy();
        strace.onExit().join();
    }
}
