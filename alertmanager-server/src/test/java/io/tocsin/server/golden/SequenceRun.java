package io.tocsin.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs one {@link Sequence} against one process of its own and writes down what comes out. */
final class SequenceRun implements AutoCloseable {
    private static final Pattern GROUP_KEY = Pattern.compile("\"groupKey\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Keeps the times that a server makes apart from the posted ones, which are multiples of a tenth of a second. */
    private static final Duration STEP_DELAY = Duration.ofMillis(30);

    private final Sequence sequence;
    private final WebhookReceiver receiver;
    private final AlertmanagerProcess process;
    private final SilenceIds silences = new SilenceIds();

    /** Starts the process. */
    SequenceRun(Sequence sequence, Path program, Path folder) {
        this.sequence = sequence;
        this.receiver = new WebhookReceiver(sequence.hooks());
        this.process = AlertmanagerProcess.start(
                program, folder, sequence.config().replace("HOOK", receiver.url()), sequence.flags());
    }

    /** Waits until the process is ready, and has read and written a little: the first time is always slow. */
    SequenceRun awaitReady() {
        process.awaitReady();
        process.get("/api/v2/alerts");
        process.get("/api/v2/alerts/groups");
        HttpExchange.post("/api/v2/alerts", "[]").sendTo(process.address());
        return this;
    }

    /** Does the steps at their times and returns the transcript. */
    String run() throws InterruptedException {
        // Whole milliseconds, because the API shows no more.
        Instant origin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var times = new RelativeTimes(origin);
        List<String> answers = new ArrayList<>();
        for (Sequence.Step step : sequence.steps()) {
            sleepUntil(origin.plus(step.at()).plus(STEP_DELAY));
            answers.add(describe(step, times));
        }
        sleepUntil(origin.plus(sequence.end()));
        return String.join("\n", answers) + "\n" + notifications(times);
    }

    private static void sleepUntil(Instant time) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
    }

    private String describe(Sequence.Step step, RelativeTimes times) {
        String at = "+" + step.at().toMillis() / 1000.0 + "s ";
        if (step instanceof Sequence.Step.Post post) {
            String body = withTimestamps(post.alerts(), times).toString();
            HttpAnswer answer = HttpExchange.post("/api/v2/alerts", body).sendTo(process.address());
            return at + "POST " + post.alerts().size() + " -> " + answer.status() + "\n" + answer.text();
        } else if (step instanceof Sequence.Step.Request request) {
            HttpAnswer answer = silences.withIds(
                            new HttpExchange(request.method(), request.target(), new TreeMap<>(), null))
                    .sendTo(process.address());
            return at + request.method() + " " + request.target() + " -> " + answer.status() + "\n"
                    + times.inAnswer(JsonLayout.of(GoldenFiles.withoutRouteLabels(silences.withNames(answer.text()))));
        } else if (step instanceof Sequence.Step.Silence silence) {
            String body = withTimestamp(silence.silence().deepCopy(), times).toString();
            HttpAnswer answer = silences.withIds(HttpExchange.post("/api/v2/silences", body))
                    .sendTo(process.address());
            return at + "POST silence -> " + answer.status() + "\n" + silences.withNames(answer.text());
        } else if (step instanceof Sequence.Step.Metrics metrics) {
            return at + "metrics\n" + SeriesShown.of(process.get("/metrics").text(), metrics.beginnings());
        }
        throw new AssertionError("unhandled step: " + step);
    }

    private static JsonNode withTimestamps(JsonNode alerts, RelativeTimes times) {
        JsonNode copy = alerts.deepCopy();
        copy.forEach(alert -> withTimestamp(alert, times));
        return copy;
    }

    private static JsonNode withTimestamp(JsonNode alertOrSilence, RelativeTimes times) {
        for (String field : List.of("startsAt", "endsAt")) {
            String timestamp = times.toTimestamp(alertOrSilence.path(field).asText());
            if (timestamp != null) {
                ((ObjectNode) alertOrSilence).put(field, timestamp);
            }
        }
        return alertOrSilence;
    }

    /** By path and group key, in order of arrival within them: groups are flushed side by side, so their order is chance. */
    private String notifications(RelativeTimes times) {
        SortedMap<String, List<WebhookReceiver.Received>> byGroup = new TreeMap<>();
        for (var one : receiver.received()) {
            var key = GROUP_KEY.matcher(one.body());
            String group = one.path() + " " + (key.find() ? key.group(1) : "without a group key");
            byGroup.computeIfAbsent(group, ignored -> new ArrayList<>()).add(one);
        }
        var out = new StringBuilder();
        byGroup.forEach((group, list) -> {
            for (int i = 0; i < list.size(); i++) {
                var one = list.get(i);
                out.append("notification " + (i + 1) + " to " + group + "\n");
                out.append("at " + times.of(one.at()) + ", " + one.contentType() + ", "
                        + one.userAgent().replaceAll("/\\d+\\.\\d+\\.\\d+\\S*", "/<version>") + "\n");
                out.append(times.inNotification(JsonLayout.of(GoldenFiles.withoutRouteLabels(one.body()))) + "\n");
            }
        });
        return out.isEmpty() ? "no notifications\n" : out.toString();
    }

    @Override
    public void close() {
        process.close();
        receiver.close();
    }
}
