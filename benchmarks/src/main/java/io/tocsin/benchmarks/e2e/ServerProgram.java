package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program under test and how it is started. All get the same flags and the same configuration.
 *
 * @param name how the figures call it
 * @param executable the launcher or binary
 * @param platform decides how its heap is asked for
 * @param environment variables added to this process's own
 * @param keepsState whether it has a storage folder
 */
record ServerProgram(
        String name, Path executable, Platform platform, Map<String, String> environment, boolean keepsState) {
    private static final String CONFIGURATION = "alertmanager.yml";
    private static final String STORAGE = "data";

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
        return new ServerProgram("Tocsin", executable, Platform.JVM, Map.of("TOCSIN_ARCHIVE", archive), true);
    }

    /** The same without a storage folder; empty for Alertmanager, which cannot do without. */
    Optional<ServerProgram> memoryOnly() {
        return platform == Platform.JVM
                ? Optional.of(new ServerProgram(name + ", memory only", executable, platform, environment, false))
                : Optional.empty();
    }

    static ServerProgram alertmanager(Path executable) {
        return new ServerProgram("Alertmanager", executable, Platform.GO, Map.of(), true);
    }

    /**
     * Starts it with an empty storage folder and waits until it is ready.
     *
     * @param cpus the cores it may use, as taskset writes them; empty for no restriction
     * @param configuration the text of its alertmanager.yml
     */
    RunningServer start(String cpus, String configuration) throws IOException, InterruptedException {
        return start(cpus, configuration, Place.alone());
    }

    /** The same at a place, as a member of a cluster. */
    RunningServer start(String cpus, String configuration, Place place) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tocsin-e2e-");
        Files.writeString(folder.resolve(CONFIGURATION), configuration);
        return startAgain(cpus, folder, place);
    }

    /**
     * Starts it with what an earlier one has left behind.
     *
     * @param folder of one that was {@linkplain RunningServer#kill killed}
     */
    RunningServer startAgain(String cpus, Path folder) throws IOException, InterruptedException {
        return startAgain(cpus, folder, Place.alone());
    }

    private RunningServer startAgain(String cpus, Path folder, Place place) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(place.entry());
        if (!cpus.isEmpty()) {
            command.addAll(List.of("taskset", "-c", cpus));
        }
        command.add(executable.toString());
        command.add("--config.file=" + folder.resolve(CONFIGURATION));
        command.add("--storage.path=" + (keepsState ? folder.resolve(STORAGE) : ""));
        command.add("--web.listen-address=" + place.web().getHostString() + ":"
                + place.web().getPort());
        command.addAll(place.flags());
        command.add("--log.level=warn");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(environment);
        return RunningServer.start(this, builder, place.web(), folder);
    }

    /**
     * The size of the files in the storage folder, in bytes.
     *
     * @param folder of a server of this program
     */
    static long storedBytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(STORAGE))) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
