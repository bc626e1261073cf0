package io.tocsin.core.template.format;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.Optional;

/** Prints one value for one verb. Owned by one call of a function. */
final class ValuePrinter {
    /** Verbs that print a type by its own method. */
    private static final String METHOD_VERBS = "vsxXq";

    private static final String POINTER_VERBS = "bodxX";

    /** Where maps and slices are said to be in memory; the place is chance in Go too. */
    private static final long ADDRESS = 0xc000010000L;

    private final Output out;
    private final Directive directive;
    private final Integers integers;
    private final Floats floats;
    private final Texts texts;

    /** While the operand of a bad verb is printed, no methods are called. */
    private boolean isBad;

    ValuePrinter(Output out) {
        this.out = out;
        this.directive = out.directive;
        this.integers = new Integers(out);
        this.floats = new Floats(out);
        this.texts = new Texts(out);
    }

    void print(Value value, int verb) throws CallException {
        if (value instanceof Value.Nothing) {
            if (verb == 'T' || verb == 'v') {
                out.pad("<nil>");
            } else {
                bad(value, verb);
            }
        } else if (verb == 'T') {
            texts.plain(value.type().name());
        } else if (verb == 'p') {
            pointer(value, verb);
        } else if (value.type() == GoType.BYTES || !printByMethod(value, verb)) {
            print(value, verb, 0);
        }
    }

    private void nested(Value value, int verb, int depth) throws CallException {
        if (!printByMethod(value, verb)) {
            print(value, verb, depth);
        }
    }

    private boolean printByMethod(Value value, int verb) throws CallException {
        if (isBad) {
            return false;
        }
        if (verb == 'w') {
            bad(value, verb);
            return true;
        }
        if (directive.isSyntax) {
            Optional<Function> syntax = value.type().method("GoString");
            if (syntax.isPresent()) {
                texts.plain(text(syntax.get(), value));
            }
            return syntax.isPresent();
        }
        Optional<Function> shown =
                METHOD_VERBS.indexOf(verb) >= 0 ? value.type().method("String") : Optional.empty();
        if (shown.isPresent()) {
            texts.print(text(shown.get(), value), verb);
        }
        return shown.isPresent();
    }

    private String text(Function method, Value receiver) throws CallException {
        return method.body().apply(out.call(), List.of(receiver)) instanceof Value.Text text ? text.text() : "";
    }

    private void print(Value value, int verb, int depth) throws CallException {
        boolean isPrinted = true;
        if (value instanceof Value.Nothing) {
            out.write(directive.isSyntax ? "interface {}(nil)" : "<nil>");
        } else if (value instanceof Value.Bool bool) {
            isPrinted = verb == 't' || verb == 'v';
            if (isPrinted) {
                out.pad(String.valueOf(bool.value()));
            }
        } else if (value instanceof Value.Int number) {
            isPrinted = integers.print(number.value(), number.type().kind() == Kind.INT, verb);
        } else if (value instanceof Value.Real number) {
            isPrinted = floats.print(number.value(), verb);
        } else if (value instanceof Value.Complex number) {
            isPrinted = floats.print(number.real(), number.imaginary(), verb);
        } else if (value instanceof Value.Text text) {
            isPrinted = texts.print(text.text(), verb);
        } else if (value instanceof Value.Sequence items) {
            sequence(items, verb, depth);
        } else if (value instanceof Value.Mapping map) {
            mapping(map, verb, depth);
        } else if (value instanceof Value.Struct struct) {
            struct(struct, verb, depth);
        } else if (value instanceof Value.Time time) {
            time(time, verb, depth);
        } else {
            throw new AssertionError("unhandled value: " + value);
        }
        if (!isPrinted) {
            bad(value, verb);
        }
    }

    private void bad(Value value, int verb) throws CallException {
        isBad = true;
        out.write("%!").writePoint(verb).write('(');
        if (value instanceof Value.Nothing) {
            out.write("<nil>");
        } else {
            out.write(value.type().name()).write('=');
            print(value, 'v');
        }
        out.write(')');
        isBad = false;
    }

    private void sequence(Value.Sequence items, int verb, int depth) throws CallException {
        boolean isBytes = items.type().element() == GoType.UINT8;
        if (isBytes && "sqxX".indexOf(verb) >= 0) {
            bytes(items, verb);
            return;
        }
        boolean isAlias = items.type() == GoType.BYTES && depth == 0 && verb == 'v';
        open(isAlias ? "[]byte" : items.type().name(), "[");
        boolean isFirst = true;
        for (Value item : items.items()) {
            separate(isFirst);
            isFirst = false;
            nested(item, verb, depth + 1);
        }
        out.write(directive.isSyntax ? '}' : ']');
    }

    private void bytes(Value.Sequence items, int verb) throws CallException {
        byte[] bytes = GoBytes.of(items);
        out.call().charge(bytes.length);
        if (verb == 'x' || verb == 'X') {
            texts.hexadecimal(bytes, verb == 'X');
        } else {
            texts.print(TextBytes.text(bytes), verb);
        }
    }

    private void open(String type, String plain) throws LimitExceededException {
        if (directive.isSyntax) {
            out.write(type).write('{');
        } else {
            out.write(plain);
        }
    }

    private void separate(boolean isFirst) throws LimitExceededException {
        if (!isFirst) {
            out.write(directive.isSyntax ? ", " : " ");
        }
    }

    private void mapping(Value.Mapping map, int verb, int depth) throws CallException {
        open(map.type().name(), "map[");
        boolean isFirst = true;
        for (String key : map.keys()) {
            separate(isFirst);
            isFirst = false;
            nested(Value.Text.of(key), verb, depth + 1);
            out.write(':');
            Value value = map.get(key);
            nested(value == null ? Value.Nothing.NOTHING : value, verb, depth + 1);
        }
        out.write(directive.isSyntax ? '}' : ']');
    }

    private void struct(Value.Struct struct, int verb, int depth) throws CallException {
        boolean isPointer = struct.type().kind() == Kind.POINTER;
        if (isPointer && depth > 0) {
            pointer(struct, verb);
            return;
        }
        GoType type = isPointer ? struct.type().element() : struct.type();
        out.write(isPointer ? "&" : "")
                .write(directive.isSyntax ? type.name() : "")
                .write('{');
        List<GoType.Field> fields = struct.type().fields();
        for (int i = 0; i < fields.size(); i++) {
            separate(i == 0);
            name(fields.get(i).name());
            nested(struct.field(i), verb, depth + 1);
        }
        out.write('}');
    }

    /** As the struct that it is, where its own method does not count. */
    private void time(Value.Time time, int verb, int depth) throws CallException {
        out.write(directive.isSyntax ? time.type().name() : "").write('{');
        name("wall");
        print(new Value.Int(time.nano(), GoType.UINT64), verb, depth + 1);
        separate(false);
        name("ext");
        print(new Value.Int(time.epochSecond() + GoTime.SECONDS_BEFORE_EPOCH, GoType.INT64), verb, depth + 1);
        separate(false);
        name("loc");
        if (!(time instanceof GoTime shown) || shown.location().equals(TimeLocation.UTC)) {
            address(TimeLocation.UTC, 0, verb);
        } else {
            address(shown.location(), ADDRESS, verb);
        }
        out.write('}');
    }

    private void name(String field) throws LimitExceededException {
        if (directive.isNamed || directive.isSyntax) {
            out.write(field).write(':');
        }
    }

    private void pointer(Value value, int verb) throws CallException {
        Kind kind = value.type().kind();
        boolean isPlace = kind == Kind.POINTER || kind == Kind.MAP || kind == Kind.SLICE || kind == Kind.FUNC;
        if (isPlace) {
            address(value, ADDRESS, verb);
        } else {
            bad(value, verb);
        }
    }

    /** Where {@code value} is in memory; 0 if it is nil. */
    private void address(Value value, long address, int verb) throws CallException {
        if (verb == 'v' && directive.isSyntax) {
            out.write('(').write(value.type().name()).write(")(");
            if (address == 0) {
                out.write("nil");
            } else {
                integers.printAddress(address, true);
            }
            out.write(')');
        } else if (verb == 'v' && address == 0) {
            out.pad("<nil>");
        } else if (address == 0 && "pbodxX".indexOf(verb) < 0) {
            out.write("%!")
                    .writePoint(verb)
                    .write('(')
                    .write(value.type().name())
                    .write('=');
            out.pad("<nil>");
            out.write(')');
        } else if (verb == 'v' || verb == 'p') {
            integers.printAddress(address, !directive.isSharp);
        } else if (POINTER_VERBS.indexOf(verb) < 0 || !integers.print(address, false, verb)) {
            bad(value, verb);
        }
    }
}
