package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code event_recorder} section. It is read, checked and shown; nothing is recorded yet. What is 0 or empty is left
 * to the recorder.
 *
 * @param files paths of files to append to
 * @param stdoutOutputs how often events are written to standard output; {@code >= 0}
 */
public record EventRecorderConfig(List<String> files, int stdoutOutputs, List<Webhook> webhooks, List<Kafka> kafkas) {
    static final EventRecorderConfig NONE = new EventRecorderConfig(List.of(), 0, List.of(), List.of());

    public EventRecorderConfig {
        files = List.copyOf(files);
        webhooks = List.copyOf(webhooks);
        kafkas = List.copyOf(kafkas);
    }

    /**
     * One of {@code webhook_outputs}.
     *
     * @param url a secret, as all addresses of webhooks
     * @param http null for the recorder's own
     * @param batch present if events are sent in batches
     */
    public record Webhook(
            Secret url,
            @Nullable HttpConfig http,
            Duration timeout,
            long workers,
            long maxRetries,
            Duration retryBackoff,
            Optional<Batch> batch) {
        public Webhook {
            requireNonNull(url, "url");
            requireNonNull(timeout, "timeout");
            requireNonNull(retryBackoff, "retryBackoff");
            requireNonNull(batch, "batch");
        }
    }

    /** How many events one request of a webhook carries. */
    public record Batch(long maxEvents, long maxBytes, Duration flushInterval) {
        public Batch {
            requireNonNull(flushInterval, "flushInterval");
        }
    }

    /**
     * One of {@code kafka_outputs}.
     *
     * @param tls null if there is no such section
     */
    public record Kafka(
            List<String> brokers,
            String topic,
            String clientId,
            String format,
            String acks,
            String compression,
            long bufferSize,
            @Nullable TlsConfig tls) {
        public Kafka {
            brokers = List.copyOf(brokers);
            requireNonNull(topic, "topic");
            requireNonNull(clientId, "clientId");
            requireNonNull(format, "format");
            requireNonNull(acks, "acks");
            requireNonNull(compression, "compression");
        }
    }
}
