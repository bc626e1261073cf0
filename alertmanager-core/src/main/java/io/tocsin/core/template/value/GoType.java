package io.tocsin.core.template.value;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Go type: its name as {@code %T} prints it, what kind it is, and what it is made of. Compared by identity; immutable
 * once its {@link Builder} has made it.
 */
public final class GoType {
    /** What values of a type can do, whatever the type is called. */
    public enum Kind {
        BOOL,
        INT,
        UINT,
        FLOAT,
        COMPLEX,
        STRING,
        SLICE,
        MAP,
        STRUCT,
        POINTER,
        FUNC,
        /** {@code interface {}}: takes any value, and is never the type of one. */
        ANY,
        /** {@code reflect.Value}: as {@link #ANY}, and takes no value at all too. */
        REFLECTED
    }

    public static final GoType ANY = new Builder("interface {}", Kind.ANY).build();
    public static final GoType REFLECTED = new Builder("reflect.Value", Kind.REFLECTED).build();
    public static final GoType BOOL = new Builder("bool", Kind.BOOL).build();
    public static final GoType INT = integer("int", Kind.INT, 64);
    public static final GoType INT64 = integer("int64", Kind.INT, 64);
    public static final GoType INT32 = integer("int32", Kind.INT, 32);
    public static final GoType UINT = integer("uint", Kind.UINT, 64);
    public static final GoType UINT64 = integer("uint64", Kind.UINT, 64);
    public static final GoType UINT8 = integer("uint8", Kind.UINT, 8);
    public static final GoType FLOAT64 = new Builder("float64", Kind.FLOAT).build();
    public static final GoType COMPLEX128 = new Builder("complex128", Kind.COMPLEX).build();
    public static final GoType STRING = new Builder("string", Kind.STRING).build();

    /** Has the method {@code Join}. Deviation D-222: in the original only the lists of names and values have it. */
    public static final GoType STRINGS = new Builder("[]string", Kind.SLICE)
            .element(STRING)
            .method(Function.of("Join", List.of(STRING), TextList::join))
            .build();

    public static final GoType ANYS =
            new Builder("[]interface {}", Kind.SLICE).element(ANY).build();
    public static final GoType BYTES =
            new Builder("[]uint8", Kind.SLICE).element(UINT8).build();
    public static final GoType ANY_BY_STRING =
            new Builder("map[string]interface {}", Kind.MAP).element(ANY).build();

    private final String name;
    private final Kind kind;
    private final int bits;
    private final @Nullable GoType element;
    private final List<Field> fields;
    private final Map<String, Function> methods;

    private GoType(Builder builder) {
        this.name = builder.name;
        this.kind = builder.kind;
        this.bits = builder.bits;
        this.element = builder.element;
        this.fields = kind == Kind.POINTER && element != null ? element.fields : List.copyOf(builder.fields);
        this.methods = new LinkedHashMap<>(builder.methods);
        builder.ownMethods.apply(this).forEach(method -> methods.put(method.name(), method));
    }

    private static GoType integer(String name, Kind kind, int bits) {
        return new Builder(name, kind).bits(bits).build();
    }

    /**
     * One exported field of a struct.
     *
     * @param jsonName as {@code toJson} names it
     */
    public record Field(String name, GoType type, String jsonName) {
        public Field {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
            requireNonNull(jsonName, "jsonName");
        }

        /** A field that JSON names as Go does. */
        public Field(String name, GoType type) {
            this(name, type, name);
        }
    }

    /** As {@code %T} prints it: {@code template.KV}. */
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** Size of an integer; 64 for everything else. */
    public int bits() {
        return bits;
    }

    /** Of a slice, map (its values; its keys are strings) or pointer; {@link #ANY} where that is not known. */
    public GoType element() {
        return element == null ? ANY : element;
    }

    /** Of a struct, in the order of declaration; of a pointer those of what it points to. */
    public List<Field> fields() {
        return fields;
    }

    /** The method of that name. It takes its receiver as the first of its arguments. */
    public Optional<Function> method(String method) {
        return Optional.ofNullable(methods.get(method));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Makes one type. */
    public static final class Builder {
        private final String name;
        private final Kind kind;
        private int bits = 64;
        private @Nullable GoType element;
        private List<Field> fields = List.of();
        private final Map<String, Function> methods = new LinkedHashMap<>();
        private java.util.function.Function<GoType, List<Function>> ownMethods = self -> List.of();

        public Builder(String name, Kind kind) {
            this.name = requireNonNull(name, "name");
            this.kind = requireNonNull(kind, "kind");
        }

        public Builder bits(int bits) {
            this.bits = bits;
            return this;
        }

        public Builder element(GoType element) {
            this.element = element;
            return this;
        }

        public Builder fields(List<Field> fields) {
            this.fields = fields;
            return this;
        }

        /** @param method takes the receiver as its first argument; its parameters do not name it */
        public Builder method(Function method) {
            methods.put(method.name(), method);
            return this;
        }

        /** Methods of which some take values of the type itself. */
        public Builder methods(java.util.function.Function<GoType, List<Function>> methodsOf) {
            this.ownMethods = methodsOf;
            return this;
        }

        public GoType build() {
            return new GoType(this);
        }
    }
}
