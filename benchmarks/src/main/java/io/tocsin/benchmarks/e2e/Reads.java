package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import io.tocsin.benchmarks.e2e.ListReader.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures lists of alerts and of groups: the programs run side by side with the same alerts and are asked in turn, so
 * that what disturbs one disturbs the other.
 */
final class Reads {
    private static final int GENERATION = 1_000;

    /** Nothing may end while lists are read. */
    private static final Duration LIFE = Duration.ofHours(2);

    private static final String ALERTS = "/api/v2/alerts";
    private static final String GROUPS = ALERTS + "/groups";

    /** Teams are a tenth of the alerts each, names a hundredth. */
    private static final List<Question> QUESTIONS = List.of(
            new Question("alerts", ALERTS, false),
            new Question("alerts, gzip accepted", ALERTS, true),
            new Question("alerts of a team", ALERTS + filter("team=\"team-3\""), false),
            new Question("alerts, simple regex", ALERTS + filter("alertname=~\"Api.*|Billing.*\""), false),
            new Question("alerts, regex", ALERTS + filter("pod=~\"[a-c].+-6f9c[0-9a-z]+-[0-9]*77\""), false),
            new Question("alerts, regex on a label they lack", ALERTS + filter("region=~\"(us|eu)-[0-9]+\""), false),
            new Question("groups", GROUPS, false),
            new Question("groups, gzip accepted", GROUPS, true),
            new Question("groups of a team", GROUPS + filter("team=\"team-3\""), false));

    private final Bench bench;
    private final Recorder recorder;

    /** One list that is asked for. */
    private record Question(String name, String target, boolean acceptsGzip) {}

    Reads(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
        this.recorder = bench.recorder();
    }

    private static String filter(String matcher) {
        return "?filter=" + URLEncoder.encode(matcher, StandardCharsets.UTF_8);
    }

    /** @param alerts how many are stored; a multiple of {@value #GENERATION} */
    void measure(int alerts) throws IOException, InterruptedException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (ServerProgram program : bench.programs()) {
                RunningServer server = program.start(bench.serverCpu(), Configurations.MANY_GROUPS);
                servers.add(server);
                fill(server, alerts);
            }
            bench.settle();
            recordResident(servers, alerts, "before reads");
            for (Question question : QUESTIONS) {
                ask(servers, alerts, question);
            }
            recordResident(servers, alerts, "after reads");
            bench.settle();
            recordResident(servers, alerts, "after reads and rest");
        } finally {
            for (RunningServer server : servers) {
                server.close();
            }
        }
    }

    private static void fill(RunningServer server, int alerts) throws IOException, InterruptedException {
        Pool pool = Pool.of(server.host(), GENERATION, 64, 8, Instant.now()).livingFor(LIFE);
        new Load(server.address(), pool).postGenerations(0, alerts / GENERATION);
    }

    private void ask(List<RunningServer> servers, int alerts, Question question) throws IOException {
        int expected = -1;
        for (int i = 0; i <= bench.options().repeats; i++) {
            for (int s = 0; s < servers.size(); s++) {
                double cpuBefore = servers.get(s).figures().cpuSeconds();
                Answer answer = read(servers.get(s), question);
                double cpu = servers.get(s).figures().cpuSeconds() - cpuBefore;
                record(servers.get(s).program(), figure(question, alerts, i == 0), answer, cpu);
                if (expected < 0) {
                    expected = question.target().contains("?") ? answer.alerts() : alerts;
                }
                if (answer.alerts() != expected) {
                    throw new IOException("%s: %s: %d alerts (expected: %d)"
                            .formatted(servers.get(s).program().name(), question.target(), answer.alerts(), expected));
                }
            }
        }
    }

    private static Answer read(RunningServer server, Question question) throws IOException {
        try (ListReader reader = new ListReader(server.address())) {
            return reader.read(question.target(), question.acceptsGzip());
        }
    }

    private static String figure(Question question, int alerts, boolean isFirst) {
        return "%s of %d%s".formatted(question.name(), alerts, isFirst ? ", first time" : "");
    }

    private void record(ServerProgram program, String figure, Answer answer, double cpuSeconds) {
        recorder.record(figure + ", ms", program.name(), answer.seconds() * 1000);
        recorder.record(figure + ", server CPU, ms", program.name(), cpuSeconds * 1000);
        recorder.record(figure + ", body, MiB", program.name(), answer.bodyBytes() / Recorder.MEBIBYTE);
    }

    private void recordResident(List<RunningServer> servers, int alerts, String when) throws IOException {
        for (int s = 0; s < servers.size(); s++) {
            recorder.recordResident("resident memory %s of %d alerts, MiB".formatted(when, alerts), servers.get(s));
        }
    }
}
