package io.tocsin.core.template.data;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.time.ZoneId;
import java.util.List;

/**
 * {@code template.Data}: the dot that templates begin with. A view of a message, which copies nothing but the list of its
 * alerts.
 *
 * @see "Upstream: template.Data, v0.34.0; observed with amtool 0.33.1, which has no RouteLabels"
 */
public final class MessageValue implements Value.Struct {
    /** What a template is told by {@code amtool template render}. */
    public static final GoType TYPE = new GoType.Builder("template.Data", GoType.Kind.STRUCT)
            .fields(List.of(
                    new Field("Receiver", GoType.STRING, "receiver"),
                    new Field("Status", GoType.STRING, "status"),
                    new Field("Alerts", AlertValue.LIST_TYPE, "alerts"),
                    new Field("NotificationReason", GoType.STRING, "notification_reason"),
                    new Field("GroupLabels", KeyValues.TYPE, "groupLabels"),
                    new Field("CommonLabels", KeyValues.TYPE, "commonLabels"),
                    new Field("CommonAnnotations", KeyValues.TYPE, "commonAnnotations"),
                    new Field("RouteLabels", KeyValues.TYPE, "routeLabels"),
                    new Field("ExternalURL", GoType.STRING, "externalURL")))
            .build();

    /** What a template is told by the server: errors name it so. */
    public static final GoType POINTER_TYPE = new GoType.Builder("*template.Data", GoType.Kind.POINTER)
            .element(TYPE)
            .build();

    private final Message message;
    private final GoType type;
    private final Sequence alerts;

    private MessageValue(Message message, GoType type, ZoneId localZone) {
        this.message = requireNonNull(message, "message");
        this.type = type;
        this.alerts = new Sequence(
                AlertValue.LIST_TYPE,
                message.alerts().stream()
                        .<Value>map(alert -> new AlertValue(alert, localZone))
                        .toList());
    }

    /** @param localZone what Go calls {@code Local}, in which times are shown that were sent with its offset */
    public static MessageValue of(Message message, ZoneId localZone) {
        return new MessageValue(message, TYPE, localZone);
    }

    /** The same as {@link #of}, of the type {@code *template.Data}. */
    public static MessageValue pointerTo(Message message, ZoneId localZone) {
        return new MessageValue(message, POINTER_TYPE, localZone);
    }

    @Override
    public GoType type() {
        return type;
    }

    @Override
    public Value field(int index) {
        return switch (index) {
            case 0 -> Text.of(message.receiver());
            case 1 -> Text.of(message.status());
            case 2 -> alerts;
            case 3 -> Text.of(message.reason());
            case 4 -> pairs(message.groupLabels());
            case 5 -> pairs(message.commonLabels());
            case 6 -> pairs(message.commonAnnotations());
            case 7 -> pairs(message.routeLabels());
            case 8 -> Text.of(message.externalUrl());
            default -> throw new IndexOutOfBoundsException("index: " + index + " (expected: 0 to 8)");
        };
    }

    private static Value pairs(Labels labels) {
        return new KeyValues(labels);
    }
}
