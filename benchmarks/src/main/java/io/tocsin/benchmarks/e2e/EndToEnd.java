package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code benchmarks/e2e/run}: measures part by part, the programs in turn, and prints a table. */
final class EndToEnd {
    private static final int POOL = 10_000;
    private static final int BATCH = 64;
    private static final int CONNECTIONS = 8;
    private static final int MEMORY_STEP_FIRST = 1_000;
    private static final int MEMORY_ALERTS_MAX = 100_000;

    private final Options options;
    private final List<ServerProgram> programs;
    private final String serverCpu;
    private final Recorder recorder;
    private final Bench bench;

    private EndToEnd(Bench bench) {
        this.bench = bench;
        this.options = bench.options();
        this.programs = bench.programs();
        this.serverCpu = bench.serverCpu();
        this.recorder = bench.recorder();
    }

    private static List<ServerProgram> programs(Options options, Path scratch)
            throws IOException, InterruptedException {
        List<ServerProgram> programs = new ArrayList<>();
        if (options.tocsin != null) {
            programs.add(ServerProgram.tocsin(options.tocsin, ClassArchive.make(options.tocsin, scratch)));
        }
        if (options.peer != null) {
            programs.add(ServerProgram.alertmanager(options.peer));
        }
        return programs;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/e2e/run: error: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        Path scratch = Files.createTempDirectory("tocsin-e2e-");
        try {
            String serverCpu = System.getProperty("tocsin.e2e.serverCpu", "");
            Recorder recorder = new Recorder();
            recorder.say("storage folders are on " + Files.getFileStore(scratch));
            new EndToEnd(new Bench(programs(options, scratch), serverCpu, options, recorder)).run();
        } finally {
            RunningServer.delete(scratch);
        }
    }

    private void run() throws IOException, InterruptedException {
        if (options.parts.contains("start")) {
            measureStarts();
        }
        if (options.parts.contains("memory")) {
            for (ServerProgram program : programs) {
                measureMemory(program);
            }
        }
        if (options.parts.contains("heap")) {
            for (ServerProgram program : programs) {
                measureHeap(program);
            }
        }
        if (options.parts.contains("load")) {
            for (int round = 1; round <= options.rounds; round++) {
                for (ServerProgram program : programs) {
                    measureLoad(program, round);
                }
            }
        }
        measureLists();
        measureDurability();
        measureClusters(new ClusterBench(bench));
        System.out.print(recorder.series()
                .table(recorder.series()
                        .programs(programs.stream().map(ServerProgram::name).toList())));
    }

    private void measureLists() throws IOException, InterruptedException {
        if (options.parts.contains("reads")) {
            Reads reads = new Reads(bench);
            for (int alerts : options.readSizes) {
                reads.measure(alerts);
            }
        }
        Muting muting = new Muting(bench);
        if (options.parts.contains("silences")) {
            for (int count : options.silenceCounts) {
                muting.measure(Muted.bySilences(count));
            }
        }
        if (options.parts.contains("inhibition")) {
            muting.measure(Muted.BY_PAIRS);
            muting.measure(Muted.BY_MANY_SOURCES);
        }
    }

    private void measureDurability() throws IOException, InterruptedException {
        Bench beside = bench.withMemoryOnly();
        if (options.parts.contains("silence-rates")) {
            new SilenceRates(beside).measure();
        }
        if (options.parts.contains("due")) {
            new DueGroups(beside).measure();
        }
        if (options.parts.contains("restart")) {
            new Restarts(bench).measure();
        }
        if (options.tocsin != null) {
            measureJournal(bench.only(programs.get(0)));
        }
    }

    private void measureClusters(ClusterBench clusters) throws IOException, InterruptedException {
        if (options.parts.contains("cluster-memory")) {
            new ClusterMemory(clusters).measure();
        }
        if (options.parts.contains("cluster-ingest")) {
            new ClusterIngest(clusters).measure();
        }
        if (options.parts.contains("cluster-latency")) {
            new ClusterLatency(clusters).measure();
        }
        if (options.parts.contains("cluster-traffic")) {
            new ClusterTraffic(clusters).measure();
        }
        if (options.parts.contains("cluster-takeover")) {
            new ClusterTakeOver(clusters).measure();
        }
    }

    /** What Alertmanager has nothing like. */
    private void measureJournal(Bench tocsin) throws IOException, InterruptedException {
        if (options.parts.contains("ingest")) {
            new JournalIngest(tocsin.withMemoryOnly()).measure();
        }
        if (options.parts.contains("size")) {
            new StoreSize(tocsin).measure();
        }
    }

    /** On all cores, as an operator starts it. */
    private void measureStarts() throws IOException, InterruptedException {
        String cpus = bench.allCpus();
        for (int i = 0; i < options.starts; i++) {
            for (ServerProgram program : programs) {
                measureStart(program, "start until ready, s", cpus);
            }
            if (options.tocsin != null) {
                ServerProgram bare = ServerProgram.tocsin(options.tocsin, ClassArchive.NONE);
                measureStart(bare, "start until ready without the class archive, s", cpus);
            }
        }
    }

    private void measureStart(ServerProgram program, String figure, String cpus)
            throws IOException, InterruptedException {
        try (RunningServer server = program.start(cpus, Configurations.HUNDRED_GROUPS)) {
            recorder.record(figure, program.name(), server.secondsUntilReady());
        }
    }

    private void measureMemory(ServerProgram program) throws IOException, InterruptedException {
        try (RunningServer server = program.start(serverCpu, Configurations.HUNDRED_GROUPS)) {
            bench.settle();
            recordResident(server, 0);
            Pool pool = pool(server, MEMORY_STEP_FIRST);
            Load load = new Load(server.address(), pool);
            for (int alerts = MEMORY_STEP_FIRST; alerts <= MEMORY_ALERTS_MAX; alerts *= 10) {
                // Twice, because every alert is refreshed sooner or later.
                load.postGenerations(0, alerts / MEMORY_STEP_FIRST);
                load.postGenerations(0, alerts / MEMORY_STEP_FIRST);
                bench.settle();
                recordResident(server, alerts);
            }
        }
    }

    private void recordResident(RunningServer server, int alerts) throws IOException {
        recorder.recordResident("resident memory at " + alerts + " alerts, MiB", server);
    }

    private void measureHeap(ServerProgram program) throws IOException, InterruptedException {
        try (RunningServer server = program.start(serverCpu, Configurations.HUNDRED_GROUPS)) {
            // Posted and collected once before the count begins, so that classes and caches are not taken for alerts.
            Load load = new Load(server.address(), pool(server, MEMORY_STEP_FIRST));
            load.postGenerations(0, 1);
            long before = server.liveHeapBytes();
            load.postGenerations(1, 1 + MEMORY_ALERTS_MAX / MEMORY_STEP_FIRST);
            long after = server.liveHeapBytes();
            recorder.record(
                    "live heap per stored alert, bytes", program.name(), (double) (after - before) / MEMORY_ALERTS_MAX);
        }
    }

    private void measureLoad(ServerProgram program, int round) throws IOException, InterruptedException {
        try (RunningServer server = program.start(serverCpu, Configurations.HUNDRED_GROUPS)) {
            recorder.say("round %d, %s: %d s warm-up".formatted(round, program.name(), options.warmUpSeconds));
            Load load = new Load(server.address(), pool(server, POOL));
            load.refreshFor(Duration.ofSeconds(options.warmUpSeconds));
            measure(program, server, "refreshes", () -> load.refreshFor(Duration.ofSeconds(options.measureSeconds)));
            recorder.recordResident("refreshes: resident memory under load, MiB", server);
            int generations = Math.max(1, options.newAlerts / POOL);
            measure(program, server, "all new", () -> load.postGenerations(1, 1 + generations));
        }
    }

    private void measure(ServerProgram program, RunningServer server, String name, Measured run)
            throws IOException, InterruptedException {
        long received = server.alertsReceived();
        double serverCpuBefore = server.figures().cpuSeconds();
        double ownCpuBefore = ProcessFigures.ofThis().cpuSeconds();
        ClosedLoop.Result result = run.run();
        double serverCpuUsed = server.figures().cpuSeconds() - serverCpuBefore;
        double ownCpuUsed = ProcessFigures.ofThis().cpuSeconds() - ownCpuBefore;
        long arrived = server.alertsReceived() - received;
        if (arrived != result.things()) {
            throw new IOException(program.name() + ": counts " + arrived + " alerts as received (expected: "
                    + result.things() + ", all that it acknowledged)");
        }
        recorder.record(name + ": alerts/s", program.name(), result.perSecond());
        recorder.record(name + ": alerts per second of server CPU", program.name(), result.things() / serverCpuUsed);
        recorder.record(
                name + ": p50 per request, ms",
                program.name(),
                result.latencies().millisAt(0.5));
        recorder.record(
                name + ": p99 per request, ms",
                program.name(),
                result.latencies().millisAt(0.99));
        recorder.record(name + ": server CPU, %", program.name(), 100 * serverCpuUsed / result.seconds());
        recorder.record(name + ": load generator CPU, %", program.name(), 100 * ownCpuUsed / result.seconds());
    }

    private static Pool pool(RunningServer server, int alerts) {
        return Pool.of(server.host(), alerts, BATCH, CONNECTIONS, Instant.now());
    }
}
