package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What all measurements share.
 *
 * @param programs in the order in which they take turns
 * @param serverCpu the core of the servers, as taskset writes it; empty for no restriction
 */
record Bench(List<ServerProgram> programs, String serverCpu, Options options, Recorder recorder) {
    Bench {
        programs = List.copyOf(programs);
        requireNonNull(serverCpu, "serverCpu");
        requireNonNull(options, "options");
        requireNonNull(recorder, "recorder");
    }

    /** The same for one of the programs. */
    Bench only(ServerProgram program) {
        return new Bench(List.of(program), serverCpu, options, recorder);
    }

    /** The same, where Tocsin is there once more without its journal. */
    Bench withMemoryOnly() {
        List<ServerProgram> all = new ArrayList<>();
        for (ServerProgram program : programs) {
            all.add(program);
            program.memoryOnly().ifPresent(all::add);
        }
        return new Bench(all, serverCpu, options, recorder);
    }

    /** Servers of all programs side by side; their loads take turns, so that what disturbs one disturbs the others. */
    Servers startAll(String configuration) throws IOException, InterruptedException {
        Servers servers = new Servers(new ArrayList<>());
        try {
            for (ServerProgram program : programs) {
                servers.all().add(program.start(serverCpu, configuration));
            }
            return servers;
        } catch (IOException | InterruptedException e) {
            servers.close();
            throw e;
        }
    }

    /** All cores, as taskset writes them; empty for no restriction. */
    String allCpus() throws IOException {
        return serverCpu.isEmpty()
                ? ""
                : Files.readString(Path.of("/sys/devices/system/cpu/online")).strip();
    }

    void settle() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(options.settleSeconds).toMillis());
    }

    /** Servers that run side by side. */
    record Servers(List<RunningServer> all) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            for (RunningServer server : all) {
                server.close();
            }
        }
    }
}
