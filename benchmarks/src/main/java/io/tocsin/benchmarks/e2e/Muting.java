package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import io.tocsin.benchmarks.e2e.ListReader.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what muting costs: the first list of alerts that the server has not looked at yet, lists after a change, and
 * the intake of alerts beside that of a server where nothing is muted. Servers that are compared run side by side with
 * the same alerts and work in turn, so that what disturbs one disturbs the other.
 */
final class Muting {
    private static final String ALERTS = "/api/v2/alerts";
    private static final String NOT_MUTED = ALERTS + "?silenced=false&inhibited=false";

    private final Bench bench;
    private final Options options;
    private final Recorder recorder;

    Muting(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
        this.options = bench.options();
        this.recorder = bench.recorder();
    }

    void measure(Muted muted) throws IOException, InterruptedException {
        measureLists(muted);
        for (ServerProgram program : bench.programs()) {
            measureIntake(muted, program);
        }
    }

    private void measureLists(Muted muted) throws IOException, InterruptedException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (ServerProgram program : bench.programs()) {
                RunningServer server = program.start(bench.serverCpu(), muted.configuration());
                servers.add(server);
                double seconds = muted.mute(server);
                if (muted.silences() > 0) {
                    recorder.record(
                            muted.name() + ": posted one by one, per s", program.name(), muted.silences() / seconds);
                }
                muted.postSources(server);
                muted.load(server).postGenerations(0, 1);
            }
            bench.settle();
            list(servers, muted, "first list of alerts");
            for (int i = 0; i < options.repeats; i++) {
                list(servers, muted, "further list of alerts");
            }
            for (int i = 0; i < options.repeats; i++) {
                for (RunningServer server : servers) {
                    SilencePosts.post(server, muted.silences() + i, muted.silences() + i + 1);
                }
                list(servers, muted, "list of alerts after a new silence");
            }
            compareMuted(servers);
            for (RunningServer server : servers) {
                recorder.recordResident(muted.name() + ": resident memory, MiB", server);
            }
        } finally {
            close(servers);
        }
    }

    private void list(List<RunningServer> servers, Muted muted, String what) throws IOException {
        for (RunningServer server : servers) {
            Answer answer = read(server, ALERTS);
            if (answer.alerts() != muted.stored()) {
                throw new IOException("%s: %d alerts (expected: %d)"
                        .formatted(server.program().name(), answer.alerts(), muted.stored()));
            }
            recorder.record(
                    muted.name() + ": " + what + ", ms", server.program().name(), answer.seconds() * 1000);
        }
    }

    /** All must mute the same number. */
    private void compareMuted(List<RunningServer> servers) throws IOException {
        int expected = -1;
        for (RunningServer server : servers) {
            int open = read(server, NOT_MUTED).alerts();
            if (expected >= 0 && open != expected) {
                throw new IOException("%s: %d alerts are not muted (expected: %d)"
                        .formatted(server.program().name(), open, expected));
            }
            expected = open;
        }
        recorder.say("not muted: " + expected);
    }

    private static Answer read(RunningServer server, String target) throws IOException {
        try (ListReader reader = new ListReader(server.address())) {
            return reader.read(target, false);
        }
    }

    private void measureIntake(Muted muted, ServerProgram program) throws IOException, InterruptedException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            RunningServer plain = program.start(bench.serverCpu(), muted.plainConfiguration());
            servers.add(plain);
            RunningServer muting = program.start(bench.serverCpu(), muted.configuration());
            servers.add(muting);
            muted.mute(muting);
            for (RunningServer server : servers) {
                muted.postSources(server);
                muted.load(server).refreshFor(Duration.ofSeconds(options.warmUpSeconds));
            }
            for (int round = 1; round <= options.rounds; round++) {
                refresh(muted, plain, "refreshes beside nothing");
                refresh(muted, muting, "refreshes");
                renew(muted, plain, round, "all new beside nothing");
                renew(muted, muting, round, "all new");
            }
        } finally {
            close(servers);
        }
    }

    private void refresh(Muted muted, RunningServer server, String what) throws IOException, InterruptedException {
        Load load = muted.load(server);
        record(muted, server, what, () -> load.refreshFor(Duration.ofSeconds(options.measureSeconds)));
    }

    private void renew(Muted muted, RunningServer server, int round, String what)
            throws IOException, InterruptedException {
        int generations = Math.max(1, options.newAlerts / Muted.ALERTS);
        int first = 1 + (round - 1) * generations;
        Load load = muted.load(server);
        record(muted, server, what, () -> load.postGenerations(first, first + generations));
    }

    private void record(Muted muted, RunningServer server, String what, Measured run)
            throws IOException, InterruptedException {
        double cpuBefore = server.figures().cpuSeconds();
        ClosedLoop.Result result = run.run();
        double cpu = server.figures().cpuSeconds() - cpuBefore;
        String figure = muted.name() + ": " + what;
        recorder.record(figure + ", alerts/s", server.program().name(), result.perSecond());
        recorder.record(
                figure + ", alerts per second of server CPU", server.program().name(), result.things() / cpu);
    }

    private static void close(List<RunningServer> servers) throws IOException {
        for (RunningServer server : servers) {
            server.close();
        }
    }
}
