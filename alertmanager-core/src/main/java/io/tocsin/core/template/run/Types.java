package io.tocsin.core.template.run;

import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's rules on types: what can be passed for what, what is nil, what is true. */
final class Types {
    private Types() {}

    /** What is in it, if only {@code interface {}} is known of it. */
    static Value unboxed(Value value) {
        return value instanceof Value.Boxed boxed ? boxed.content() : value;
    }

    /** The value as a variable of type {@code declared} shows it. */
    static Value declaredAs(GoType declared, Value value) {
        return declared.kind() == Kind.ANY ? new Value.Boxed(value) : value;
    }

    static boolean isNothing(Value value) {
        return value instanceof Value.Nothing;
    }

    static boolean isAssignable(GoType from, GoType to) {
        if (from == to || to.kind() == Kind.ANY) {
            return true;
        }
        boolean isListOrMap = from.kind() == Kind.SLICE || from.kind() == Kind.MAP;
        // A named type and one without a name, made of the same, stand for each other.
        return isListOrMap
                && from.kind() == to.kind()
                && from.element() == to.element()
                && !(isNamed(from) && isNamed(to));
    }

    private static boolean isNamed(GoType type) {
        return !type.name().startsWith("[]") && !type.name().startsWith("map[");
    }

    static boolean canBeNil(GoType type) {
        return switch (type.kind()) {
            case ANY, REFLECTED, SLICE, MAP, POINTER, FUNC -> true;
            case BOOL, INT, UINT, FLOAT, COMPLEX, STRING, STRUCT -> false;
        };
    }

    /** What variables of a type are before anything is assigned. */
    static Value zero(GoType type) {
        return switch (type.kind()) {
            case BOOL -> Value.Bool.FALSE;
            case INT, UINT -> new Value.Int(0, type);
            case FLOAT -> new Value.Real(0, type);
            case COMPLEX -> new Value.Complex(0, 0);
            case STRING -> new Value.Text("", type);
            case SLICE -> new Value.Sequence(type, List.of());
            case MAP -> new EmptyMapping(type);
            case ANY, REFLECTED, POINTER, FUNC -> Value.Nothing.NOTHING;
            case STRUCT -> throw new IllegalArgumentException("no zero value known of " + type);
        };
    }

    private record EmptyMapping(GoType type) implements Value.Mapping {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public @Nullable Value get(String key) {
            return null;
        }

        @Override
        public List<String> keys() {
            return List.of();
        }
    }

    /** Whether a condition holds that is {@code value}: it is not the zero of its type, nor empty. */
    static boolean isTrue(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Text text) {
            return !text.text().isEmpty();
        }
        if (value instanceof Value.Sequence sequence) {
            return !sequence.items().isEmpty();
        }
        if (value instanceof Value.Mapping mapping) {
            return mapping.size() > 0;
        }
        if (value instanceof Value.Int number) {
            return number.value() != 0;
        }
        if (value instanceof Value.Real number) {
            return number.value() != 0;
        }
        if (value instanceof Value.Complex number) {
            return number.real() != 0 || number.imaginary() != 0;
        }
        if (value instanceof Value.Boxed boxed) {
            return isTrue(boxed.content());
        }
        return !isNothing(value);
    }
}
