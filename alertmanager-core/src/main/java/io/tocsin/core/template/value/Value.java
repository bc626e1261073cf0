package io.tocsin.core.template.value;

import static java.util.Objects.requireNonNull;

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

    /** @param type of kind slice */
    record Sequence(GoType type, List<Value> items) implements Value {
        public Sequence {
            requireNonNull(type, "type");
            items = List.copyOf(items);
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
