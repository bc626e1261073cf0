package io.tocsin.core.config;

import io.tocsin.core.config.EventRecorderConfig.Kafka;
import io.tocsin.core.config.EventRecorderConfig.Webhook;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.YamlFields;
import java.time.Duration;
import java.util.Collections;

/** Shows {@code tracing} and {@code event_recorder} as the original's status does. */
final class ExtrasPrinter {
    private ExtrasPrinter() {}

    static YamlFields print(TracingConfig tracing) {
        YamlFields out =
                new YamlFields().text("client_type", tracing.clientType()).text("endpoint", tracing.endpoint());
        if (tracing.samplingFraction() != 0) {
            out.anything("sampling_fraction", tracing.samplingFraction());
        }
        out.flagIfTrue("insecure", tracing.insecure());
        if (tracing.tls() != null) {
            out.fields("tls_config", HttpConfigPrinter.printAlways(tracing.tls()));
        }
        if (tracing.headers() != null) {
            out.fields("headers", HttpConfigPrinter.print(tracing.headers()));
        }
        out.textIfAny("compression", tracing.compression());
        printDuration("timeout", tracing.timeout(), out);
        return out;
    }

    static YamlFields print(EventRecorderConfig recorder) {
        YamlFields out = new YamlFields();
        out.listIfAny(
                "file_outputs",
                recorder.files().stream()
                        .map(path -> new YamlFields().text("path", path))
                        .toList());
        out.listIfAny("stdout_outputs", Collections.nCopies(recorder.stdoutOutputs(), new YamlFields()));
        out.listIfAny(
                "webhook_outputs",
                recorder.webhooks().stream().map(ExtrasPrinter::print).toList());
        out.listIfAny(
                "kafka_outputs",
                recorder.kafkas().stream().map(ExtrasPrinter::print).toList());
        return out;
    }

    private static YamlFields print(Webhook webhook) {
        // Deviation D-202: of the mask alone the original says that it is no URL.
        String scheme = GoUrl.parse(webhook.url().reveal()).scheme();
        YamlFields out = new YamlFields().text("url", scheme + "://" + Secret.MASK);
        if (webhook.http() != null) {
            out.fields("http_config", HttpConfigPrinter.print(webhook.http()));
        }
        printDuration("timeout", webhook.timeout(), out);
        printNumber("workers", webhook.workers(), out);
        printNumber("max_retries", webhook.maxRetries(), out);
        printDuration("retry_backoff", webhook.retryBackoff(), out);
        webhook.batch().ifPresent(batch -> {
            out.flag("batch", true);
            printNumber("batch_max_events", batch.maxEvents(), out);
            printNumber("batch_max_bytes", batch.maxBytes(), out);
            printDuration("batch_flush_interval", batch.flushInterval(), out);
        });
        return out;
    }

    private static YamlFields print(Kafka kafka) {
        YamlFields out = new YamlFields()
                .texts("brokers", kafka.brokers())
                .text("topic", kafka.topic())
                .textIfAny("client_id", kafka.clientId())
                .textIfAny("format", kafka.format())
                .textIfAny("acks", kafka.acks())
                .textIfAny("compression", kafka.compression());
        printNumber("buffer_size", kafka.bufferSize(), out);
        if (kafka.tls() != null) {
            out.fields("tls_config", HttpConfigPrinter.printAlways(kafka.tls()));
        }
        return out;
    }

    private static void printDuration(String key, Duration duration, YamlFields out) {
        if (!duration.isZero()) {
            out.text(key, PrometheusDuration.format(duration));
        }
    }

    private static void printNumber(String key, long number, YamlFields out) {
        if (number != 0) {
            out.number(key, number);
        }
    }
}
