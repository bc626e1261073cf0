package io.tocsin.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.WebhookReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration and what happens to it, at given times after the start of the sequence.
 *
 * @param why    what the sequence shows
 * @param config alertmanager.yml, in which {@code HOOK} stands for the base URL of the webhook receiver
 * @param files  texts that the configuration refers to, by the names of their files
 * @param hooks  how the webhook receiver answers the first requests to a path
 * @param steps  in order of time
 * @param end    when the sequence is over
 * @param looseTimes whether times may differ by seconds, because the sender draws them at random (retries)
 */
record Sequence(
        String name,
        String why,
        String config,
        List<String> flags,
        Map<String, String> files,
        Map<String, List<WebhookReceiver.Answer>> hooks,
        List<Step> steps,
        Duration end,
        boolean looseTimes) {

    /**
     * What is done at a time. A GET, a reload or any other request without a body is a request; its answer is kept. It may
     * name silences as {@link SilenceIds} does.
     */
    sealed interface Step {
        Duration at();

        record Post(Duration at, JsonNode alerts) implements Step {}

        record Silence(Duration at, JsonNode silence) implements Step {}

        record Request(Duration at, String method, String target) implements Step {}

        /** @param beginnings of the series that are read from {@code /metrics} */
        record Metrics(Duration at, List<String> beginnings) implements Step {}
    }

    static Sequence parse(String name, JsonNode file) {
        return new Sequence(
                name,
                file.required("why").asText(),
                String.join("\n", texts(file.required("config"))) + "\n",
                texts(file.path("flags")),
                files(file.path("files")),
                hooks(file.path("hooks")),
                steps(file.required("steps")),
                seconds(file.required("end")),
                file.path("looseTimes").asBoolean());
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, String> files(JsonNode node) {
        var files = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> files.put(entry.getKey(), entry.getValue().asText()));
        return files;
    }

    private static Map<String, List<WebhookReceiver.Answer>> hooks(JsonNode node) {
        var hooks = new LinkedHashMap<String, List<WebhookReceiver.Answer>>();
        for (var entry : node.properties()) {
            var answers = new ArrayList<WebhookReceiver.Answer>();
            for (JsonNode answer : entry.getValue()) {
                int status = answer.required("status").asInt();
                answers.add(new WebhookReceiver.Answer(status, seconds(answer.path("pause"))));
            }
            hooks.put(entry.getKey(), answers);
        }
        return hooks;
    }

    private static List<Step> steps(JsonNode node) {
        var steps = new ArrayList<Step>();
        for (JsonNode step : node) {
            Duration at = seconds(step.required("at"));
            if (step.has("post")) {
                steps.add(new Step.Post(at, step.required("post")));
            } else if (step.has("silence")) {
                steps.add(new Step.Silence(at, step.required("silence")));
            } else if (step.has("metrics")) {
                steps.add(new Step.Metrics(at, texts(step.required("metrics"))));
            } else if (step.has("get")) {
                steps.add(new Step.Request(at, "GET", step.required("get").asText()));
            } else {
                String[] request = step.required("request").asText().split(" ", 2);
                steps.add(new Step.Request(at, request[0], request[1]));
            }
        }
        return steps;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Duration seconds(JsonNode number) {
        return Duration.ofMillis(Math.round(number.asDouble() * 1000));
    }
}
