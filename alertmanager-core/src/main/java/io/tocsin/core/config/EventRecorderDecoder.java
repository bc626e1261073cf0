package io.tocsin.core.config;

import io.tocsin.core.config.EventRecorderConfig.Batch;
import io.tocsin.core.config.EventRecorderConfig.Kafka;
import io.tocsin.core.config.EventRecorderConfig.Webhook;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code event_recorder}. Paths are relative to the folder of the configuration.
 *
 * @see "Upstream: eventrecorder.Config; observed with 0.33.1, which lacks stdout_outputs and the keys of batches"
 */
record EventRecorderDecoder(ConfigFolder folder, HttpConfigDecoder httpDecoder) {
    private static final List<String> BATCH = List.of("batch_max_events", "batch_max_bytes", "batch_flush_interval");

    EventRecorderConfig decode(YamlMapping root) {
        return root.mapping("event_recorder", "eventrecorder.Config", this::read)
                .orElse(EventRecorderConfig.NONE);
    }

    private Optional<EventRecorderConfig> read(YamlMapping mapping) {
        EventRecorderConfig config = new EventRecorderConfig(
                outputs(mapping, "file_outputs", "FileOutputConfig", this::file),
                stdoutOutputs(mapping),
                outputs(mapping, "webhook_outputs", "WebhookOutputConfig", this::webhook),
                outputs(mapping, "kafka_outputs", "KafkaOutputConfig", this::kafka));
        if (mapping.isSound() && !config.equals(EventRecorderConfig.NONE)) {
            mapping.self().warning("events are not recorded yet", "docs/compatibility.md says what works today.");
        }
        return Optional.of(config);
    }

    private static <T> List<T> outputs(
            YamlMapping mapping, String key, String goType, Function<YamlMapping, Optional<T>> reader) {
        List<T> outputs = new ArrayList<>();
        for (YamlNode element : mapping.elements(key, "[]eventrecorder." + goType)) {
            if (element.isNull()) {
                // Deviation D-120: the original keeps an output without settings, and crashes if it is a webhook.
                element.warning("an empty element is no output and is ignored", "remove it.");
            }
            element.mapping("eventrecorder.plain", reader).ifPresent(outputs::add);
        }
        return outputs;
    }

    private Optional<String> file(YamlMapping mapping) {
        Optional<String> path = mapping.text("path").map(folder::join);
        if (path.isEmpty() && mapping.isSound()) {
            mapping.at("path")
                    .error(
                            "a file output needs a path",
                            "write where events are appended.",
                            Stage.VALUE,
                            "event_recorder file output requires a path");
        }
        return path;
    }

    /** Its elements have no keys, so an empty one is as good. */
    private static int stdoutOutputs(YamlMapping mapping) {
        List<YamlNode> elements = mapping.elements("stdout_outputs", "[]eventrecorder.StdoutOutputConfig");
        elements.forEach(element -> element.mapping("eventrecorder.StdoutOutputConfig", keys -> Optional.empty()));
        return elements.size();
    }

    private Optional<Webhook> webhook(YamlMapping mapping) {
        Optional<Secret> url = mapping.present("url").flatMap(EventRecorderDecoder::url);
        HttpConfig http =
                mapping.present("http_config").map(httpDecoder::decode).orElse(null);
        Duration timeout = duration(mapping, "timeout");
        long workers = number(mapping, "workers");
        long maxRetries = number(mapping, "max_retries");
        Duration retryBackoff = duration(mapping, "retry_backoff");
        Optional<Batch> batch = batch(mapping);
        if (url.isEmpty() && mapping.isSound()) {
            mapping.at("url")
                    .error(
                            "a webhook output needs a url",
                            "write where events are posted.",
                            Stage.VALUE,
                            "event_recorder webhook output requires a url");
        }
        return url.map(address -> new Webhook(address, http, timeout, workers, maxRetries, retryBackoff, batch));
    }

    private static Optional<Secret> url(YamlNode node) {
        if (!node.isList() && !node.isMapping() && node.text().equals(Optional.of(Secret.MASK))) {
            node.error(
                    "expected a URL, got the mask of one",
                    "write the URL itself.",
                    Stage.VALUE,
                    "event_recorder webhook output requires an absolute http(s) url");
            return Optional.empty();
        }
        return ConfigUrls.http(node, "").map(url -> Secret.of(url.text()));
    }

    private static Optional<Batch> batch(YamlMapping mapping) {
        boolean isBatch = mapping.flag("batch", false);
        Batch batch = new Batch(
                number(mapping, BATCH.get(0)), number(mapping, BATCH.get(1)), duration(mapping, BATCH.get(2)));
        if (isBatch) {
            return Optional.of(batch);
        }
        BATCH.stream()
                .filter(key -> mapping.present(key).isPresent())
                .forEach(key -> mapping.at(key)
                        .error(
                                "\"" + key + "\" needs \"batch: true\"",
                                "add \"batch: true\", or remove the key.",
                                Stage.VALUE,
                                "event_recorder webhook output: " + key + " requires batch: true"));
        return Optional.empty();
    }

    private Optional<Kafka> kafka(YamlMapping mapping) {
        Kafka kafka = new Kafka(
                mapping.texts("brokers"),
                mapping.text("topic", ""),
                mapping.text("client_id", ""),
                choice(mapping, "format", List.of("json", "protobuf")),
                choice(mapping, "acks", List.of("none", "leader", "all")),
                mapping.text("compression", ""),
                number(mapping, "buffer_size"),
                new TlsConfigDecoder(folder).decode(mapping, "tls_config").orElse(null));
        if (kafka.brokers().isEmpty() && mapping.isSound()) {
            mapping.at("brokers").warning("a Kafka output needs brokers", "write their addresses.");
        }
        if (kafka.topic().isEmpty() && mapping.isSound()) {
            mapping.at("topic").warning("a Kafka output needs a topic", "write its name.");
        }
        return Optional.of(kafka);
    }

    /** The original loads any text and fails when it opens the output, which does not stop it. */
    private static String choice(YamlMapping mapping, String key, List<String> choices) {
        String given = mapping.text(key, "");
        if (!given.isEmpty() && !choices.contains(given)) {
            mapping.at(key)
                    .warning("expected one of " + String.join(", ", choices) + ", got " + GoQuote.quote(given), "");
        }
        return given;
    }

    private static long number(YamlMapping mapping, String key) {
        return mapping.get(key).flatMap(node -> node.wholeNumber("int")).orElse(0L);
    }

    private static Duration duration(YamlMapping mapping, String key) {
        return mapping.get(key).flatMap(ConfigDurations::prometheus).orElse(Duration.ZERO);
    }
}
