package io.tocsin.core.template.run;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Pointers;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.util.List;

/**
 * Go's {@code len}, {@code index} and {@code slice}.
 *
 * @see "Go: text/template/funcs.go"
 */
final class CollectionFunctions {
    private static final int SLICE_INDEXES_MAX = 3;

    private CollectionFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.of("len", List.of(GoType.REFLECTED), (call, arguments) -> length(call, arguments.get(0))),
                Function.variadic("index", List.of(GoType.REFLECTED, GoType.REFLECTED), CollectionFunctions::index),
                Function.variadic("slice", List.of(GoType.REFLECTED, GoType.REFLECTED), CollectionFunctions::slice));
    }

    private static Value length(Call call, Value boxed) throws CallException {
        Value item = Types.unboxed(boxed);
        if (item instanceof Value.Text text) {
            call.charge(text.text().length());
            return Value.Int.of(TextBytes.count(text.text()));
        }
        if (item instanceof Value.Sequence sequence) {
            return Value.Int.of(sequence.items().size());
        }
        if (item instanceof Value.Mapping mapping) {
            return Value.Int.of(mapping.size());
        }
        if (Types.isNothing(boxed)) {
            throw new CallException("reflect: call of reflect.Value.Type on zero Value");
        }
        if (Types.isNothing(item)) {
            throw new CallException("len of nil pointer");
        }
        throw new CallException("len of type " + Pointers.pointee(item).type());
    }

    private static Value index(Call call, List<Value> arguments) throws CallException {
        Value item = Types.unboxed(arguments.get(0));
        if (Types.isNothing(item)) {
            throw new CallException("index of untyped nil");
        }
        for (Value index : arguments.subList(1, arguments.size())) {
            item = element(call, Pointers.pointee(item), Types.unboxed(index));
        }
        return item;
    }

    private static Value element(Call call, Value item, Value index) throws CallException {
        if (item instanceof Value.Sequence sequence) {
            List<Value> items = sequence.items();
            return items.get(within(position(index, items.size()), items.size(), "slice"));
        }
        if (item instanceof Value.Text text) {
            call.charge(text.text().length());
            byte[] bytes = TextBytes.of(text.text());
            int at = within(position(index, bytes.length), bytes.length, "string");
            return new Value.Int(bytes[at] & 0xFF, GoType.UINT8);
        }
        if (item instanceof Value.Mapping mapping) {
            Value value = mapping.get(key(index));
            return value == null ? Types.zero(mapping.type().element()) : value;
        }
        if (Types.isNothing(item)) {
            throw new CallException("index of nil pointer");
        }
        throw new CallException("can't index item of type " + item.type());
    }

    private static String key(Value index) throws CallException {
        if (index instanceof Value.Text text && text.type() == GoType.STRING) {
            return text.text();
        }
        if (Types.isNothing(index)) {
            throw new CallException("value is nil; should be of type string");
        }
        throw new CallException("value has type " + index.type() + "; should be string");
    }

    /** The index as a number from 0 to {@code max}. */
    private static int position(Value index, int max) throws CallException {
        if (index instanceof Value.Int number) {
            if (number.value() < 0 || number.value() > max) {
                throw new CallException("index out of range: " + number.value());
            }
            return (int) number.value();
        }
        if (Types.isNothing(index)) {
            throw new CallException("cannot index slice/array with nil");
        }
        throw new CallException("cannot index slice/array with type " + index.type());
    }

    /** Go itself lets the index behind the last one through, and fails later. */
    private static int within(int position, int size, String kind) throws CallException {
        if (position == size) {
            throw new CallException("reflect: " + kind + " index out of range");
        }
        return position;
    }

    private static Value slice(Call call, List<Value> arguments) throws CallException {
        Value item = Types.unboxed(arguments.get(0));
        if (Types.isNothing(item)) {
            throw new CallException("slice of untyped nil");
        }
        List<Value> indexes = arguments.subList(1, arguments.size());
        if (indexes.size() > SLICE_INDEXES_MAX) {
            throw new CallException("too many slice indexes: " + indexes.size());
        }
        if (item instanceof Value.Text text) {
            return slice(call, text, indexes);
        }
        if (item instanceof Value.Sequence sequence) {
            int[] range = range(indexes, sequence.items().size());
            call.charge((long) (range[1] - range[0]) * Call.STEPS_PER_PLACE_MADE);
            return new Value.Sequence(sequence.type(), sequence.items().subList(range[0], range[1]));
        }
        throw new CallException(
                "can't slice item of type " + Pointers.pointee(item).type());
    }

    private static Value slice(Call call, Value.Text text, List<Value> indexes) throws CallException {
        if (indexes.size() == SLICE_INDEXES_MAX) {
            throw new CallException("cannot 3-index slice a string");
        }
        call.charge((long) text.text().length() * Call.STEPS_PER_CHARACTER_MADE);
        byte[] bytes = TextBytes.of(text.text());
        int[] range = range(indexes, bytes.length);
        return new Value.Text(TextBytes.text(bytes, range[0], range[1]), text.type());
    }

    /** Where the slice begins and ends. */
    private static int[] range(List<Value> indexes, int size) throws CallException {
        int[] range = {0, size, size};
        for (int i = 0; i < indexes.size(); i++) {
            range[i] = position(indexes.get(i), size);
        }
        if (range[0] > range[1]) {
            throw new CallException("invalid slice index: " + range[0] + " > " + range[1]);
        }
        if (range[1] > range[2]) {
            throw new CallException("invalid slice index: " + range[1] + " > " + range[2]);
        }
        return range;
    }
}
