package io.tocsin.core.template;

import io.tocsin.core.template.data.MessageValue;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.Value;
import java.time.ZoneId;
import java.util.List;

/** What templates are told about a message, as the recorded version tells it: without the labels of the route, which 0.34 added. */
record RecordedData(MessageValue current, GoType type) implements Value.Struct {
    private static final List<Field> FIELDS = MessageValue.TYPE.fields();
    private static final int ADDED = FIELDS.stream().map(Field::name).toList().indexOf("RouteLabels");

    private static final GoType TYPE = new GoType.Builder(MessageValue.TYPE.name(), GoType.Kind.STRUCT)
            .fields(FIELDS.stream()
                    .filter(field -> !field.name().equals("RouteLabels"))
                    .toList())
            .build();

    private static final GoType POINTER_TYPE = new GoType.Builder(MessageValue.POINTER_TYPE.name(), GoType.Kind.POINTER)
            .element(TYPE)
            .build();

    static Value of(Message message, ZoneId localZone) {
        return new RecordedData(MessageValue.of(message, localZone), TYPE);
    }

    static Value pointerTo(Message message, ZoneId localZone) {
        return new RecordedData(MessageValue.of(message, localZone), POINTER_TYPE);
    }

    @Override
    public Value field(int index) {
        return current.field(index < ADDED ? index : index + 1);
    }
}
