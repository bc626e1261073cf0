package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program under test and how it is started. All get the same flags and the same configuration.
 *
 * @param name how the figures call it
 * @param executable the launcher or binary
 * @param platform decides how its heap is asked for
 * @param environment variables added to this process's own
 */
record ServerProgram(String name, Path executable, Platform platform, Map<String, String> environment) {
    /** What a program runs on. */
    enum Platform {
        JVM,
        GO
    }

    ServerProgram {
        environment = Map.copyOf(environment);
    }

    /** Tocsin with the class archive that is at {@code archive}, or with none if that is "off". */
    static ServerProgram tocsin(Path executable, String archive) {
        return new ServerProgram("Tocsin", executable, Platform.JVM, Map.of("TOCSIN_ARCHIVE", archive));
    }

    static ServerProgram alertmanager(Path executable) {
        return new ServerProgram("Alertmanager", executable, Platform.GO, Map.of());
    }

    /**
     * Starts it with an empty storage folder and waits until it is ready.
     *
     * @param cpus the cores it may use, as taskset writes them; empty for no restriction
     * @param configuration the text of its alertmanager.yml
     */
    RunningServer start(String cpus, String configuration) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tocsin-e2e-");
        Path config = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        InetSocketAddress address = freeAddress();
        List<String> command = new ArrayList<>();
        if (!cpus.isEmpty()) {
            command.addAll(List.of("taskset", "-c", cpus));
        }
        command.add(executable.toString());
        command.add("--config.file=" + config);
        command.add("--storage.path=" + folder.resolve("data"));
        command.add("--web.listen-address=127.0.0.1:" + address.getPort());
        command.add("--cluster.listen-address=");
        command.add("--log.level=warn");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(environment);
        return RunningServer.start(this, builder, address, folder);
    }

    /** A port that was free a moment ago; the server under test would not tell which one it chose. */
    private static InetSocketAddress freeAddress() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), probe.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
