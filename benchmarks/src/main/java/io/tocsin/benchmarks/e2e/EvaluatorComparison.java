package io.tocsin.benchmarks.e2e;

import io.tocsin.benchmarks.e2e.ServerProgram.Platform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The program behind {@code benchmarks/evaluator/run}: Tocsin and a real Prometheus scrape the same exporter side by side
 * and answer the same expressions in turn; prints a table of what it takes.
 */
final class EvaluatorComparison {
    private static final String USAGE =
            "usage: benchmarks/evaluator/run --peer PROMETHEUS [--samples N]   (61 samples per series at first)\n";

    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(5);
    private static final int SAMPLES_USUAL = 61;
    private static final int SCRAPES_WARM = 120;
    private static final int SCRAPES_MEASURED = 96;
    private static final int SMALL_WARM_UPS = 3_000;
    private static final int WARM_UPS = 100;
    private static final int REPETITIONS = 30;
    private static final double RESULTS_DIFFERENCE = 0.1;
    private static final Pattern SERIES_IN_ANSWER = Pattern.compile("\"metric\":");

    private static final List<String> EXPRESSIONS = List.of(
            "up == 0",
            "absent(nonexistent{job=\"x\"})",
            "node_gauge > 90",
            "rate(cpu{mode=\"idle\"}[5m])",
            "sum by (mode) (rate(cpu[5m]))",
            "histogram_quantile(.99, sum by (le, handler) (rate(latency_bucket[5m])))",
            "predict_linear(node_gauge[5m], 4 * 3600) < 0",
            "node_gauge / ignoring (device) group_left max without (device) (node_gauge) > 1",
            "max_over_time(node_gauge[5m]) - min_over_time(node_gauge[5m])",
            "topk(5, rate(cpu[1m]))",
            "count({__name__=~\".+\"})",
            "max_over_time(sum by (mode) (rate(cpu[1m]))[3m:30s])");

    private final Recorder recorder = new Recorder();
    private final SyntheticExporter exporter;
    private final List<Contender> contenders;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private EvaluatorComparison(SyntheticExporter exporter, List<Contender> contenders) {
        this.exporter = exporter;
        this.contenders = contenders;
    }

    /**
     * One of the two.
     *
     * @param path of its scrapes
     * @param api prefix of its query API
     */
    private record Contender(RunningServer server, String path, String api) {
        String name() {
            return server.program().name();
        }
    }

    public static void main(String... args) throws IOException, InterruptedException {
        Path tocsin = null;
        Path peer = null;
        int samples = SAMPLES_USUAL;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--tocsin" -> tocsin = Path.of(args[i + 1]);
                case "--peer" -> peer = Path.of(args[i + 1]);
                case "--samples" -> samples = Integer.parseInt(args[i + 1]);
                default -> throw new IllegalArgumentException("unknown option " + args[i] + "\n" + USAGE);
            }
        }
        if (tocsin == null || peer == null) {
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        String cpu = System.getProperty("tocsin.e2e.serverCpu", "");
        try (SyntheticExporter exporter = new SyntheticExporter();
                RunningServer ours = startTocsin(tocsin, cpu, exporter.address());
                RunningServer theirs = startPrometheus(peer, cpu, exporter.address())) {
            List<Contender> contenders =
                    List.of(new Contender(ours, "/tocsin", "/prometheus"), new Contender(theirs, "/peer", ""));
            new EvaluatorComparison(exporter, contenders).run(samples);
        }
    }

    private static RunningServer startTocsin(Path executable, String cpu, InetSocketAddress exporter)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tocsin-evaluator-");
        Path alertmanager = folder.resolve("alertmanager.yml");
        Path prometheus = folder.resolve("prometheus.yml");
        Files.writeString(alertmanager, Configurations.HUNDRED_GROUPS);
        Files.writeString(prometheus, configuration(exporter, "/tocsin"));
        ServerProgram program = ServerProgram.tocsin(executable, ClassArchive.NONE);
        InetSocketAddress web = Place.freeAddress();
        return start(
                program,
                cpu,
                folder,
                web,
                "--config.file=" + alertmanager,
                "--prometheus.config.file=" + prometheus,
                "--storage.path=",
                "--cluster.listen-address=");
    }

    private static RunningServer startPrometheus(Path executable, String cpu, InetSocketAddress exporter)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tocsin-evaluator-");
        Path prometheus = folder.resolve("prometheus.yml");
        Files.writeString(prometheus, configuration(exporter, "/peer"));
        Map<String, String> environment = cpu.isEmpty() ? Map.of() : Map.of("GOMAXPROCS", "1");
        ServerProgram program = new ServerProgram("Prometheus", executable, Platform.GO, environment, true);
        InetSocketAddress web = Place.freeAddress();
        return start(
                program,
                cpu,
                folder,
                web,
                "--config.file=" + prometheus,
                "--storage.tsdb.path=" + folder.resolve("data"));
    }

    private static RunningServer start(
            ServerProgram program, String cpu, Path folder, InetSocketAddress web, String... flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(cpu.isEmpty() ? List.of() : List.of("taskset", "-c", cpu));
        command.add(program.executable().toString());
        command.addAll(List.of(flags));
        command.add("--web.listen-address=" + web.getHostString() + ":" + web.getPort());
        command.add("--log.level=warn");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(program.environment());
        return RunningServer.start(program, builder, web, folder);
    }

    private static String configuration(InetSocketAddress exporter, String path) {
        return """
                global:
                  scrape_interval: %1$ds
                scrape_configs:
                  - job_name: synthetic
                    metrics_path: %2$s
                    static_configs:
                      - targets: ["%3$s:%4$d"]
                """.formatted(SCRAPE_INTERVAL.toSeconds(), path, exporter.getHostString(), exporter.getPort());
    }

    private void run(int samples) throws IOException, InterruptedException {
        List<Long> heapBefore = new ArrayList<>();
        for (Contender each : contenders) {
            heapBefore.add(each.server().liveHeapBytes());
        }
        exporter.open();
        awaitScrapes(samples);
        for (int i = 0; i < contenders.size(); i++) {
            Contender each = contenders.get(i);
            double bytes = (double) (each.server().liveHeapBytes() - heapBefore.get(i)) / SyntheticExporter.SERIES;
            recorder.record("live heap per series, bytes", each.name(), bytes);
            recorder.recordResident("resident memory, MiB", each.server());
        }
        warmUp();
        for (String expression : EXPRESSIONS) {
            measure(expression);
        }
        measureScrapes();
        System.out.print(
                recorder.series().table(contenders.stream().map(Contender::name).toList()));
    }

    /** Last, because scraping is warm only after some minutes. */
    private void measureScrapes() throws IOException, InterruptedException {
        awaitScrapes(SCRAPES_WARM);
        List<Double> cpuBefore = new ArrayList<>();
        List<Long> scrapesBefore = new ArrayList<>();
        for (Contender each : contenders) {
            cpuBefore.add(each.server().figures().cpuSeconds());
            scrapesBefore.add(exporter.scrapes(each.path()));
        }
        awaitScrapes(SCRAPES_WARM + SCRAPES_MEASURED);
        for (int i = 0; i < contenders.size(); i++) {
            Contender each = contenders.get(i);
            double cpu = each.server().figures().cpuSeconds() - cpuBefore.get(i);
            long scraped = (exporter.scrapes(each.path()) - scrapesBefore.get(i)) * SyntheticExporter.SERIES;
            recorder.record("CPU per scraped sample, µs", each.name(), cpu * 1e6 / scraped);
        }
    }

    private void awaitScrapes(int count) throws IOException, InterruptedException {
        long deadline =
                System.nanoTime() + SCRAPE_INTERVAL.multipliedBy(count + 6L).toNanos();
        for (Contender each : contenders) {
            while (exporter.scrapes(each.path()) < count) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            each.name() + ": " + exporter.scrapes(each.path()) + " scrapes (expected: " + count + ")");
                }
                Thread.sleep(100);
            }
        }
    }

    /** First what answers any question, then all expressions in turn, as rules ask them again and again. */
    private void warmUp() throws IOException, InterruptedException {
        for (Contender each : contenders) {
            for (int i = 0; i < SMALL_WARM_UPS; i++) {
                ask(each, EXPRESSIONS.get(0), now());
            }
            for (int i = 0; i < WARM_UPS; i++) {
                for (String expression : EXPRESSIONS) {
                    ask(each, expression, now());
                }
            }
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond() - 1;
    }

    private void measure(String expression) throws IOException, InterruptedException {
        long time = now();
        List<Integer> sizes = new ArrayList<>();
        for (Contender each : contenders) {
            sizes.add(ask(each, expression, time));
        }
        // Each scrapes at moments of its own, so values that are compared with a bound differ a little.
        if (Math.abs(sizes.get(0) - sizes.get(1)) > RESULTS_DIFFERENCE * sizes.get(1)) {
            throw new IOException(expression + ": " + sizes + " results (expected: about as many of each)");
        }
        for (int i = 0; i < REPETITIONS; i++) {
            for (Contender each : contenders) {
                long began = System.nanoTime();
                ask(each, expression, time);
                recorder.series().add("`" + expression + "`, ms", each.name(), (System.nanoTime() - began) / 1e6);
            }
        }
        recorder.say(expression + ": " + sizes.get(0) + " results");
    }

    /** How many series the answer has. */
    private int ask(Contender contender, String expression, long time) throws IOException, InterruptedException {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        URI uri = URI.create("http://" + contender.server().host() + contender.api() + "/api/v1/query?time=" + time
                + "&query=" + query);
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(contender.name() + ": " + expression + ": " + response.body());
        }
        return (int) SERIES_IN_ANSWER.matcher(response.body()).results().count();
    }
}
