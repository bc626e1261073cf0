package io.tocsin.core.template.value;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a template computes with: a Go value. Immutable.
 *
 * <p>Text is a Java string in which a byte that is no valid UTF-8 stands as the lone surrogate U+DC80 plus the byte less
 * 0x80 (so 0x80 is U+DC80, 0xFF is U+DCFF): Go's strings are bytes, and a template may cut one anywhere.
 */
public sealed interface Value {
    /** The dynamic type; of {@link Nothing} {@link GoType#ANY}. */
    GoType type();

    /** How many lists and maps of anything there are in each other, itself included. */
    default int depth() {
        return 0;
    }

    /** The depth of a list or map of {@code contents}, which may have any type. */
    static int depthAround(Collection<Value> contents) {
        int depth = 0;
        for (Value content : contents) {
            depth = Math.max(depth, content.depth());
        }
        return depth + 1;
    }

    /** Go's nil in an interface, and the value that is no value: prints as {@code <no value>} or {@code <nil>}. */
    record Nothing() implements Value {
        public static final Nothing NOTHING = new Nothing();

        @Override
        public GoType type() {
            return GoType.ANY;
        }
    }

    /**
     * A value of which only {@code interface {}} is known, as of the elements of a {@code []interface {}}: errors name it
     * so. Only what runs templates makes it; functions get what is inside.
     *
     * @param content {@link Nothing} where it is nil
     */
    record Boxed(Value content) implements Value {
        public Boxed {
            requireNonNull(content, "content");
        }

        @Override
        public GoType type() {
            return GoType.ANY;
        }
    }

    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public GoType type() {
            return GoType.BOOL;
        }
    }

    /** @param value of unsigned types the 64 bits; within the bits of the type */
    record Int(long value, GoType type) implements Value {
        public static Int of(long value) {
            return new Int(value, GoType.INT);
        }
    }

    record Real(double value, GoType type) implements Value {
        public static Real of(double value) {
            return new Real(value, GoType.FLOAT64);
        }
    }

    record Complex(double real, double imaginary) implements Value {
        @Override
        public GoType type() {
            return GoType.COMPLEX128;
        }
    }

    /** @param type of kind string: {@code string}, {@code template.HTML} and so on */
    record Text(String text, GoType type) implements Value {
        public static final Text EMPTY = of("");

        public Text {
            requireNonNull(text, "text");
            requireNonNull(type, "type");
        }

        public static Text of(String text) {
            return new Text(text, GoType.STRING);
        }
    }

    /** Of kind slice. */
    final class Sequence implements Value {
        private final GoType type;
        private final List<Value> items;
        private final int depth;

        public Sequence(GoType type, List<Value> items) {
            this.type = requireNonNull(type, "type");
            this.items = List.copyOf(items);
            this.depth = type.element() == GoType.ANY ? depthAround(this.items) : 0;
        }

        @Override
        public GoType type() {
            return type;
        }

        public List<Value> items() {
            return items;
        }

        @Override
        public int depth() {
            return depth;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Sequence that && type == that.type && items.equals(that.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }

        @Override
        public String toString() {
            return type + items.toString();
        }
    }

    /** A map whose keys are strings; of kind map. */
    non-sealed interface Mapping extends Value {
        int size();

        /** Null where there is none. */
        @Nullable
        Value get(String key);

        /** In ascending order of their bytes, in which Go's templates and formatting go through maps. */
        List<String> keys();
    }

    /** Of kind struct, or a pointer to one, which templates look through. */
    non-sealed interface Struct extends Value {
        /** @param index of {@code type().fields()} */
        Value field(int index);
    }

    /**
     * {@code time.Time}: a point in time as it is shown in one place.
     *
     * <p>Of kind struct, without fields that templates can see.
     */
    non-sealed interface Time extends Value {
        /** Seconds since 1970-01-01T00:00:00Z. */
        long epochSecond();

        /** 0 to 999 999 999. */
        int nano();
    }
}
