package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Measures what a server knows again after kill -9, and how soon. */
final class Restarts {
    private static final int ALERTS = 100_000;
    private static final int SILENCES = 10_000;
    private static final int BATCH = 64;
    private static final int CONNECTIONS = 16;
    private static final Duration LIFE = Duration.ofHours(2);
    private static final String FIGURE = "kill -9 with " + ALERTS + " alerts and " + SILENCES + " silences: ";

    private final Bench bench;

    Restarts(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        // As an operator starts it.
        String cpus = bench.serverCpu().isEmpty()
                ? ""
                : Files.readString(Path.of("/sys/devices/system/cpu/online")).strip();
        for (ServerProgram program : bench.programs()) {
            RunningServer server = program.start(cpus, Configurations.HUNDRED_GROUPS);
            try {
                fill(server);
                for (int i = 0; i < bench.options().starts; i++) {
                    server = program.startAgain(cpus, server.kill());
                    record(server);
                }
            } finally {
                server.close();
            }
        }
    }

    private static void fill(RunningServer server) throws IOException, InterruptedException {
        Pool pool = Pool.of(server.host(), ALERTS, BATCH, CONNECTIONS, Instant.now())
                .livingFor(LIFE);
        new Load(server.address(), pool).postGenerations(0, 1);
        SilencePosts.post(server, 0, SILENCES, CONNECTIONS);
    }

    private void record(RunningServer server) throws IOException, InterruptedException {
        String program = server.program().name();
        bench.recorder().record(FIGURE + "start until ready, s", program, server.secondsUntilReady());
        try (ListReader reader = new ListReader(server.address())) {
            bench.recorder()
                    .record(
                            FIGURE + "alerts known",
                            program,
                            reader.read("/api/v2/alerts", false).alerts());
        }
        bench.recorder().record(FIGURE + "silences known", program, server.silencesKnown());
        bench.recorder().record(FIGURE + "storage folder, MiB", program, server.storedBytes() / Recorder.MEBIBYTE);
    }
}
