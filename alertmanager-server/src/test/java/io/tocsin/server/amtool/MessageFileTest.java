package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages about types were recorded from amtool 0.33.1. */
final class MessageFileTest {
    private static Message parse(String text) throws CommandFailure {
        return MessageFile.parse(text.getBytes(UTF_8));
    }

    @Test
    void parse_everyField_isRead() throws CommandFailure {
        Message message = parse("""
            {"receiver": "r", "status": "firing", "notification_reason": "why", "externalURL": "http://am",
             "groupLabels": {"a": "1"}, "commonLabels": {"a": "1", "b": null}, "commonAnnotations": {"c": "3"},
             "routeLabels": {"d": "4"}, "more": [1],
             "alerts": [{"status": "resolved", "labels": {"e": "5"}, "annotations": {"f": "6"}, "fingerprint": "fp",
                         "generatorURL": "http://g", "startsAt": "2024-01-02T03:04:05.5+02:00"}]}
            """);
        assertThat(message.receiver()).isEqualTo("r");
        assertThat(message.status()).isEqualTo("firing");
        assertThat(message.reason()).isEqualTo("why");
        assertThat(message.externalUrl()).isEqualTo("http://am");
        assertThat(message.groupLabels()).isEqualTo(Labels.of("a", "1"));
        assertThat(message.commonLabels()).isEqualTo(Labels.of("a", "1", "b", ""));
        assertThat(message.commonAnnotations()).isEqualTo(Labels.of("c", "3"));
        assertThat(message.routeLabels()).isEqualTo(Labels.of("d", "4"));
        assertThat(message.alerts())
                .isEqualTo(List.of(new Message.MessageAlert(
                        "resolved",
                        Labels.of("e", "5"),
                        Labels.of("f", "6"),
                        Timestamp.of(OffsetDateTime.parse("2024-01-02T03:04:05.5+02:00")),
                        Timestamp.of(OffsetDateTime.parse("0001-01-01T00:00:00Z")),
                        "http://g",
                        "fp")));
    }

    @Test
    void parse_namesAndNulls_areTakenAsInGo() throws CommandFailure {
        assertThat(parse("null")).isEqualTo(parse("{}"));
        assertThat(parse("{\"alerts\": null, \"commonLabels\": null}")).isEqualTo(parse("{}"));
        assertThat(parse("{\"STATUS\": \"x\", \"status\": \"y\"}").status()).isEqualTo("y");
        assertThat(parse("{\"alerts\": [null]}")).isEqualTo(parse("{\"alerts\": [{}]}"));
        assertThat(parse("{\"status\": \"\\ud800\"}").status()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            []                                     ~ array into Go value of type template.Data
            "x"                                    ~ string into Go value of type template.Data
            5                                      ~ number into Go value of type template.Data
            true                                   ~ bool into Go value of type template.Data
            {"status":5}                           ~ number into Go struct field Data.status of type string
            {"status":{}}                          ~ object into Go struct field Data.status of type string
            {"externalURL":["x"]}                  ~ array into Go struct field Data.externalURL of type string
            {"alerts":{}}                          ~ object into Go struct field Data.alerts of type template.Alerts
            {"alerts":[5]}                         ~ number into Data.alerts.0 of type template.Alert
            {"alerts":[{},{"status":true}]}        ~ bool into Go struct field Data.alerts.1.status of type string
            {"alerts":[{"labels":{"a":1}}]}        ~ number into Go struct field Data.alerts.0.labels.a of type string
            {"alerts":[{"labels":[]}]}             ~ array into Go struct field Data.alerts.0.labels of type template.KV
            {"alerts":[{"startsAt":5}]}            ~ number into Go struct field Data.alerts.0.startsAt of type time.Time
            """)
    void parse_wrongType_isRefusedInTheOriginalsWords(String text, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("json: cannot unmarshal " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            x                         ~ parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"
            2024-01-02 03:04:05Z      ~ parsing time "2024-01-02 03:04:05Z" as "2006-01-02T15:04:05Z07:00": cannot parse " 03:04:05Z" as "T"
            2024-13-02T03:04:05Z      ~ parsing time "2024-13-02T03:04:05Z": month out of range
            """)
    void parse_noTime_isRefusedInTheOriginalsWords(String time, String problem) {
        assertThatThrownBy(() -> parse("{\"alerts\": [{\"startsAt\": \"" + time + "\"}]}"))
                .hasMessage(problem);
    }

    @Test
    void parse_noJson_saysWhere() {
        assertThatThrownBy(() -> parse("")).hasMessage("unexpected end of JSON input");
        assertThatThrownBy(() -> parse(" \n")).hasMessage("unexpected end of JSON input");
        assertThatThrownBy(() -> parse("{\"a\":\n [1")).hasMessage("unexpected end of JSON input");
        assertThatThrownBy(() -> parse("{\n  status: 1}"))
                .hasMessageStartingWith("line 2, column ")
                .hasMessageContaining("was expecting double-quote to start field name");
        assertThatThrownBy(() -> parse("{} {}")).hasMessage("more than one value");
    }
}
