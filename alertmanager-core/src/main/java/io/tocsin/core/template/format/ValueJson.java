package io.tocsin.core.template.format;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes values as JSON: maps in the order of their keys, structs by the names that their fields have in JSON, bytes in
 * Base64, times as RFC 3339.
 *
 * @see "Go: json.Marshal; answers recorded from 0.33.1"
 */
public final class ValueJson {
    private static final int LENGTH_EXPECTED = 256;

    private final Call call;
    private final GoJson json = new GoJson(LENGTH_EXPECTED);

    private ValueJson(Call call) {
        this.call = call;
    }

    /** @throws CallException in Go's words, if something in it has no form in JSON */
    public static String of(Call call, Value value) throws CallException {
        ValueJson writer = new ValueJson(call);
        writer.write(value);
        return writer.json.toString();
    }

    private void write(Value value) throws CallException {
        call.charge(1);
        if (value instanceof Value.Nothing) {
            json.literal("null");
        } else if (value instanceof Value.Bool bool) {
            json.literal(String.valueOf(bool.value()));
        } else if (value instanceof Value.Int number) {
            boolean isSigned = number.type().kind() == Kind.INT;
            json.literal(isSigned ? Long.toString(number.value()) : Long.toUnsignedString(number.value()));
        } else if (value instanceof Value.Real number) {
            write(number.value());
        } else if (value instanceof Value.Complex complex) {
            throw new CallException("json: unsupported type: " + complex.type().name());
        } else if (value instanceof Value.Text text) {
            write(text.text());
        } else if (value instanceof Value.Sequence items) {
            write(items);
        } else if (value instanceof Value.Mapping map) {
            write(map);
        } else if (value instanceof Value.Struct struct) {
            write(struct);
        } else if (value instanceof Value.Time time) {
            write((GoTime) time);
        } else {
            throw new AssertionError("unhandled value: " + value);
        }
    }

    private void write(String text) throws CallException {
        call.charge((long) text.length() * Call.STEPS_PER_CHARACTER_MADE);
        call.checkSize((long) json.length() + text.length());
        json.value(text);
    }

    private void write(double value) throws CallException {
        call.charge(FloatText.STEPS_MAX);
        try {
            json.value(value);
        } catch (GoJson.UnsupportedValueException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }

    private void write(Value.Sequence items) throws CallException {
        if (items.type().element() == GoType.UINT8) {
            write(Base64.getEncoder().encodeToString(GoBytes.of(items)));
            return;
        }
        json.beginArray();
        for (Value item : items.items()) {
            write(item);
        }
        json.endArray();
    }

    private void write(Value.Mapping map) throws CallException {
        json.beginObject();
        for (String key : map.keys()) {
            call.charge((long) key.length() * Call.STEPS_PER_CHARACTER_MADE);
            call.checkSize((long) json.length() + key.length());
            json.name(key);
            Value value = map.get(key);
            write(value == null ? Value.Nothing.NOTHING : value);
        }
        json.endObject();
    }

    private void write(Value.Struct struct) throws CallException {
        List<GoType.Field> fields = struct.type().fields();
        json.beginObject();
        for (int i = 0; i < fields.size(); i++) {
            json.name(fields.get(i).jsonName());
            write(struct.field(i));
        }
        json.endObject();
    }

    private void write(GoTime time) throws CallException {
        Optional<String> problem = TimeEncodings.problem(time);
        if (problem.isPresent()) {
            throw new CallException("json: error calling MarshalJSON for type *time.Time: " + problem.get());
        }
        json.value(TimeLayout.format(TimeLayout.RFC3339_NANO, time));
    }
}
