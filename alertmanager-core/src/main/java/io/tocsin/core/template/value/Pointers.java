package io.tocsin.core.template.value;

import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value.Struct;

/** What pointers point to. */
public final class Pointers {
    private Pointers() {}

    /** What a pointer points to; other values are what they are. */
    public static Value pointee(Value value) {
        return value instanceof Struct struct && struct.type().kind() == Kind.POINTER ? new Pointee(struct) : value;
    }

    /** What is printed of {@code value}: itself if it has a method for that, else what it points to. */
    public static Value printable(Value value) {
        return value.type().method("String").isPresent() ? value : pointee(value);
    }

    private record Pointee(Struct pointer) implements Struct {
        @Override
        public GoType type() {
            return pointer.type().element();
        }

        @Override
        public Value field(int index) {
            return pointer.field(index);
        }
    }
}
