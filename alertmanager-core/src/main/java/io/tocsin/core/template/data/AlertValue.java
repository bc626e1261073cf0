package io.tocsin.core.template.data;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeTypes;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.time.ZoneId;
import java.util.List;

/**
 * {@code template.Alert}; lists of them are {@code template.Alerts}, and those that its methods return {@code
 * []template.Alert}, which have no methods.
 *
 * @param localZone what Go calls {@code Local}
 */
record AlertValue(MessageAlert alert, ZoneId localZone) implements Value.Struct {
    static final GoType TYPE = new GoType.Builder("template.Alert", GoType.Kind.STRUCT)
            .fields(List.of(
                    new Field("Status", GoType.STRING, "status"),
                    new Field("Labels", KeyValues.TYPE, "labels"),
                    new Field("Annotations", KeyValues.TYPE, "annotations"),
                    new Field("StartsAt", TimeTypes.TIME, "startsAt"),
                    new Field("EndsAt", TimeTypes.TIME, "endsAt"),
                    new Field("GeneratorURL", GoType.STRING, "generatorURL"),
                    new Field("Fingerprint", GoType.STRING, "fingerprint")))
            .build();

    private static final GoType PLAIN_LIST = new GoType.Builder("[]template.Alert", GoType.Kind.SLICE)
            .element(TYPE)
            .build();

    static final GoType LIST_TYPE = new GoType.Builder("template.Alerts", GoType.Kind.SLICE)
            .element(TYPE)
            .method(ofStatus("Firing", "firing"))
            .method(ofStatus("Resolved", "resolved"))
            .build();

    AlertValue {
        requireNonNull(alert, "alert");
        requireNonNull(localZone, "localZone");
    }

    private static Function ofStatus(String name, String status) {
        return Function.of(name, List.of(), (call, arguments) -> withStatus(call, (Sequence) arguments.get(0), status));
    }

    private static Sequence withStatus(Call call, Sequence alerts, String status) throws LimitExceededException {
        call.charge(alerts.items().size());
        return new Sequence(
                PLAIN_LIST,
                alerts.items().stream()
                        .filter(item -> ((AlertValue) item).alert.status().equals(status))
                        .toList());
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public Value field(int index) {
        return switch (index) {
            case 0 -> Text.of(alert.status());
            case 1 -> new KeyValues(alert.labels());
            case 2 -> new KeyValues(alert.annotations());
            case 3 -> time(alert.startsAt());
            case 4 -> time(alert.endsAt());
            case 5 -> Text.of(alert.generatorUrl());
            case 6 -> Text.of(alert.fingerprint());
            default -> throw new IndexOutOfBoundsException("index: " + index + " (expected: 0 to 6)");
        };
    }

    private GoTime time(Timestamp timestamp) {
        return GoTime.of(timestamp, localZone);
    }
}
