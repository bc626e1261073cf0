package io.tocsin.core.template.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.TextList;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Struct;
import io.tocsin.core.template.value.Value.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageValueTest {
    private static final Timestamp START = Timestamp.of(Instant.parse("2024-01-02T03:04:05Z"));
    private static final Labels LABELS = Labels.of("Z", "1", "alertname", "A", "é", "2", "a", "3");

    private final MessageValue message = MessageValue.of(
            new Message(
                    "r",
                    "firing",
                    List.of(alert("firing", "1"), alert("resolved", "2"), alert("firing", "3")),
                    "new alerts added",
                    Labels.of("alertname", "A"),
                    LABELS,
                    Labels.EMPTY,
                    Labels.of("team", "ops"),
                    "http://am"),
            ZoneOffset.UTC);

    private static MessageAlert alert(String status, String fingerprint) {
        return new MessageAlert(status, LABELS, Labels.EMPTY, START, START, "http://g", fingerprint);
    }

    private static Value field(Value struct, String name) {
        List<GoType.Field> fields = struct.type().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return ((Struct) struct).field(i);
            }
        }
        throw new AssertionError("no field " + name + " in " + struct.type());
    }

    private static Value call(Value receiver, String method, Value... arguments) throws CallException {
        List<Value> all = new java.util.ArrayList<>(List.of(receiver));
        all.addAll(List.of(arguments));
        return receiver.type().method(method).orElseThrow().body().apply(CallStub.UNLIMITED, all);
    }

    @Test
    void fields_all_haveTheTypesThatTheySay() {
        for (Struct struct : List.of(
                message, (Struct) ((Sequence) field(message, "Alerts")).items().get(0))) {
            List<GoType.Field> fields = struct.type().fields();
            for (int i = 0; i < fields.size(); i++) {
                assertThat(struct.field(i).type())
                        .as(fields.get(i).name())
                        .isEqualTo(fields.get(i).type());
            }
        }
    }

    @Test
    void fields_ofTheMessage_areItsParts() {
        assertThat(field(message, "Receiver")).isEqualTo(Text.of("r"));
        assertThat(field(message, "NotificationReason")).isEqualTo(Text.of("new alerts added"));
        assertThat(field(message, "RouteLabels")).isEqualTo(new KeyValues(Labels.of("team", "ops")));
        assertThat(field(message, "ExternalURL")).isEqualTo(Text.of("http://am"));
        assertThat(message.type().fields())
                .extracting(GoType.Field::jsonName)
                .containsExactly(
                        "receiver",
                        "status",
                        "alerts",
                        "notification_reason",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "routeLabels",
                        "externalURL");
    }

    @Test
    void pointer_toAMessage_looksTheSame() {
        MessageValue pointer = MessageValue.pointerTo(
                new Message("r", "firing", List.of(), "", LABELS, LABELS, LABELS, LABELS, ""), ZoneOffset.UTC);
        assertThat(pointer.type().name()).isEqualTo("*template.Data");
        assertThat(pointer.type().element()).isEqualTo(MessageValue.TYPE);
        assertThat(pointer.type().fields()).isEqualTo(MessageValue.TYPE.fields());
        assertThat(pointer.field(0)).isEqualTo(Text.of("r"));
    }

    @Test
    void alerts_ofAStatus_areThoseInOrder() throws CallException {
        Value firing = call(field(message, "Alerts"), "Firing");
        assertThat(firing.type().name()).isEqualTo("[]template.Alert");
        assertThat(((Sequence) firing).items())
                .extracting(alert -> field(alert, "Fingerprint"))
                .containsExactly(Text.of("1"), Text.of("3"));
        assertThat(((Sequence) call(field(message, "Alerts"), "Resolved")).items())
                .extracting(alert -> field(alert, "Fingerprint"))
                .containsExactly(Text.of("2"));
    }

    @Test
    void alert_times_areThoseOfTheSender() {
        Value alert = ((Sequence) field(message, "Alerts")).items().get(0);
        assertThat(((GoTime) field(alert, "StartsAt")).instant()).isEqualTo(Instant.parse("2024-01-02T03:04:05Z"));
    }

    @Test
    void keyValues_pairs_haveTheAlertNameFirst() throws CallException {
        KeyValues labels = new KeyValues(LABELS);
        assertThat(call(labels, "Names")).isEqualTo(TextList.of(List.of("alertname", "Z", "a", "é")));
        assertThat(call(labels, "Values")).isEqualTo(TextList.of(List.of("A", "1", "3", "2")));
        assertThat(call(labels, "String")).isEqualTo(Text.of("alertname=A, Z=1, a=3, é=2"));
        Value pairs = call(labels, "SortedPairs");
        assertThat(pairs.type().name()).isEqualTo("template.Pairs");
        assertThat(call(pairs, "Names")).isEqualTo(call(labels, "Names"));
        assertThat(call(pairs, "Values")).isEqualTo(call(labels, "Values"));
        assertThat(call(pairs, "String")).isEqualTo(call(labels, "String"));
    }

    @Test
    void keyValues_keys_areSorted() {
        KeyValues labels = new KeyValues(LABELS);
        assertThat(labels.keys()).containsExactly("Z", "a", "alertname", "é");
        assertThat(labels.get("a")).isEqualTo(Text.of("3"));
        assertThat(labels.get("b")).isNull();
    }

    @Test
    void keyValues_removed_lackThoseKeys() throws CallException {
        Value rest = call(new KeyValues(LABELS), "Remove", TextList.of(List.of("a", "b", "alertname")));
        assertThat(rest).isEqualTo(new KeyValues(Labels.of("Z", "1", "é", "2")));
    }

    @Test
    void strings_ofNothing_areEmpty() throws CallException {
        assertThat(call(new KeyValues(Labels.EMPTY), "String")).isEqualTo(Text.EMPTY);
    }
}
