package io.tocsin.benchmarks.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. Mutable while it is read, then only read. */
final class Options {
    static final String USAGE = """
            usage: benchmarks/e2e/run [options]

              --peer PATH          the Alertmanager to compare with, or "none"
                                   (default: /usr/bin/prometheus-alertmanager, if it is there)
              --tocsin PATH        Tocsin's launcher (default: the one in this tree), or "none"
              --only PARTS         comma-separated parts of: start, memory, heap, load, reads, silences, inhibition,
                                   silence-rates, due, ingest, restart, size, and of cluster-ingest, cluster-latency,
                                   cluster-traffic, cluster-memory, cluster-takeover, all of which are "cluster"
                                   (default: all)
              --rounds N           measurements of the load per program, in turn (default: 3)
              --warm-up SECONDS    before each measurement of the load (default: 30)
              --measure SECONDS    length of one measurement of the load (default: 20)
              --settle SECONDS     rest before memory is read (default: 15)
              --new-alerts N       all-new alerts per measurement, 1 to 1000000 (default: 100000)
              --repeats N          reads of each list per program, in turn, after the first (default: 7)
              --read-sizes N,N     alerts stored when lists are read (default: 1000,10000,100000)
              --silence-counts N,N active silences (default: 10000,100000)
              --silence-posts N    silences per measurement of their rate (default: 15000)
              --starts N           starts per program (default: 5)
              --refresh-minutes N  how long members are counted that are told the same again (default: 10)
              --quick              one round, 5 s warm-up, 5 s of load, 3 s of rest, 3 repeats, 2 starts, 1 minute
            """;

    /** All parts whose names begin with it. */
    private static final String CLUSTER = "cluster";

    private static final Path PEER_DEFAULT = Path.of("/usr/bin/prometheus-alertmanager");

    @Nullable
    Path tocsin;

    @Nullable
    Path peer = Files.isExecutable(PEER_DEFAULT) ? PEER_DEFAULT : null;

    Set<String> parts = Set.of(
            "start",
            "memory",
            "heap",
            "load",
            "reads",
            "silences",
            "inhibition",
            "silence-rates",
            "due",
            "ingest",
            "restart",
            "size",
            "cluster-ingest",
            "cluster-latency",
            "cluster-traffic",
            "cluster-memory",
            "cluster-takeover");
    int rounds = 3;
    int warmUpSeconds = 30;
    int measureSeconds = 20;
    int settleSeconds = 15;
    int newAlerts = 100_000;
    List<Integer> readSizes = List.of(1_000, 10_000, 100_000);
    List<Integer> silenceCounts = List.of(10_000, 100_000);
    int silencePosts = 15_000;
    int repeats = 7;
    int starts = 5;
    int refreshMinutes = 10;

    /** @throws IllegalArgumentException naming the option that cannot be read */
    static Options parse(String... args) {
        Options options = new Options();
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            options.read(rest.next(), rest);
        }
        return options;
    }

    private void read(String option, Iterator<String> rest) {
        switch (option) {
            case "--quick" -> quick();
            case "--peer" -> peer = program(option, rest);
            case "--tocsin" -> tocsin = program(option, rest);
            case "--only" -> parts = parts(value(option, rest));
            case "--rounds" -> rounds = number(option, rest, 100);
            case "--warm-up" -> warmUpSeconds = number(option, rest, 600);
            case "--measure" -> measureSeconds = number(option, rest, 600);
            case "--settle" -> settleSeconds = number(option, rest, 600);
            case "--new-alerts" -> newAlerts = number(option, rest, 1_000_000);
            case "--repeats" -> repeats = number(option, rest, 100);
            case "--read-sizes" -> readSizes = thousands(option, rest);
            case "--silence-counts" -> silenceCounts = thousands(option, rest);
            case "--silence-posts" -> silencePosts = number(option, rest, 1_000_000);
            case "--refresh-minutes" -> refreshMinutes = number(option, rest, 60);
            case "--starts" -> starts = number(option, rest, 100);
            default -> throw new IllegalArgumentException(option + ": unknown option");
        }
    }

    private void quick() {
        rounds = 1;
        warmUpSeconds = 5;
        measureSeconds = 5;
        settleSeconds = 3;
        repeats = 3;
        starts = 2;
        refreshMinutes = 1;
    }

    private Set<String> parts(String value) {
        Set<String> wanted = new HashSet<>(List.of(value.split(",")));
        if (wanted.remove(CLUSTER)) {
            parts.stream().filter(part -> part.startsWith(CLUSTER)).forEach(wanted::add);
        }
        if (!parts.containsAll(wanted)) {
            throw new IllegalArgumentException("--only: " + value + " (expected: some of " + parts + ")");
        }
        return wanted;
    }

    private static @Nullable Path program(String option, Iterator<String> rest) {
        String value = value(option, rest);
        if (value.equals("none")) {
            return null;
        }
        if (!Files.isExecutable(Path.of(value))) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: an executable file, or none)");
        }
        return Path.of(value).toAbsolutePath();
    }

    private static List<Integer> thousands(String option, Iterator<String> rest) {
        String value = value(option, rest);
        List<Integer> numbers = Stream.of(value.split(","))
                .map(each -> number(option, each, 1_000_000))
                .toList();
        if (numbers.stream().anyMatch(number -> number % 1_000 != 0)) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: multiples of 1000)");
        }
        return numbers;
    }

    private static int number(String option, Iterator<String> rest, int max) {
        return number(option, value(option, rest), max);
    }

    private static int number(String option, String value, int max) {
        if (!value.matches("\\d{1,7}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > max) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: 1 to " + max + ")");
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + ": needs a value");
        }
        return rest.next();
    }
}
