package io.tocsin.core.config;

import static io.tocsin.core.config.Decoding.accept;
import static io.tocsin.core.config.Decoding.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.EventRecorderConfig.Batch;
import io.tocsin.core.config.EventRecorderConfig.Webhook;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recordings of 0.33.1 do not hold: keys of 0.34, and where problems are. */
final class EventRecorderDecoderTest {
    private static final String REST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private static String recorder(String outputs) {
        return REST + "event_recorder: {" + outputs + "}\n";
    }

    private static Webhook webhook(String keys) {
        return accept(recorder("webhook_outputs: [{url: 'http://h', " + keys + "}]"))
                .configuration()
                .eventRecorder()
                .webhooks()
                .get(0);
    }

    @Test
    void webhook_withBatch_isRead() {
        Webhook webhook = webhook(
                "batch: true, batch_max_events: 5, batch_max_bytes: 1024, batch_flush_interval: 2s, retry_backoff: 1s");
        assertThat(webhook.batch()).contains(new Batch(5, 1024, Duration.ofSeconds(2)));
        assertThat(webhook.retryBackoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(webhook("batch: false").batch()).isEqualTo(Optional.empty());
    }

    /** Deviation D-202: the original shows the mask alone, which it does not take for a URL. */
    @Test
    void webhook_url_isKeptAndShownAsTheMaskOfAUrl() {
        Accepted accepted = accept(recorder("webhook_outputs: [{url: 'HTTPS://u:p@h/x'}]"));
        assertThat(accepted.configuration().eventRecorder().webhooks())
                .singleElement()
                .extracting(webhook -> webhook.url().reveal())
                .isEqualTo("HTTPS://u:p@h/x");
        assertThat(ConfigurationPrinter.print(accepted.configuration())).contains("  - url: https://<secret>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch_max_events: 5", "batch_max_bytes: 5", "batch_flush_interval: 5s"})
    void webhook_withBatchKeysAlone_isRefused(String key) {
        assertThat(refuse(recorder("webhook_outputs: [{url: 'http://h', " + key + "}]"))
                        .errors())
                .singleElement()
                .asString()
                .contains("needs \"batch: true\"")
                .startsWith(Decoding.FILE + ":3:");
    }

    @Test
    void stdoutOutputs_haveNoKeys() {
        assertThat(accept(recorder("stdout_outputs: [{}, {}]"))
                        .configuration()
                        .eventRecorder()
                        .stdoutOutputs())
                .isEqualTo(2);
        assertThat(refuse(recorder("stdout_outputs: [{path: x}]")).report())
                .contains("3:36: event_recorder.stdout_outputs[0].path: unknown key \"path\"");
    }

    @Test
    void outputs_null_areIgnoredWithAWarning() {
        Accepted accepted = accept(recorder("file_outputs: [~], webhook_outputs: [~], kafka_outputs: [~]"));
        assertThat(accepted.configuration().eventRecorder()).isEqualTo(EventRecorderConfig.NONE);
        assertThat(accepted.warnings())
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning.message()).contains("is ignored"));
    }

    @Test
    void kafka_withOddSettings_isAcceptedWithWarningsAtTheirPlaces() {
        assertThat(accept(recorder("kafka_outputs: [{format: xml, acks: 1}]")).warnings())
                .extracting(warning -> warning.path() + ": " + warning.message())
                .containsExactlyInAnyOrder(
                        "event_recorder: events are not recorded yet",
                        "event_recorder.kafka_outputs[0]: a Kafka output needs brokers",
                        "event_recorder.kafka_outputs[0]: a Kafka output needs a topic",
                        "event_recorder.kafka_outputs[0].format: expected one of json, protobuf, got \"xml\"",
                        "event_recorder.kafka_outputs[0].acks: expected one of none, leader, all, got \"1\"");
    }

    @Test
    void numbers_thatAreNotKept_areWarnedOf() {
        assertThat(accept(recorder("webhook_outputs: [{url: 'http://h', workers: 2.5, max_retries: 3.0}]"))
                        .warnings())
                .extracting(warning -> warning.path() + ": " + warning.message())
                .containsExactlyInAnyOrder(
                        "event_recorder: events are not recorded yet",
                        "event_recorder.webhook_outputs[0].workers: counts as 2 here");
    }
}
