package io.tocsin.core.record;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedOutputStream;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.TextBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes the fields of one protobuf message, as a program in Go writes them: what is 0 or empty is left out, but for
 * messages and the two parts of a map's entry. Not thread-safe; may be used for one message after the other.
 *
 * <p>Into one array, messages within the message too: every new alert and silence is written, and streams or arrays for each
 * of their parts would cost more than the rest.
 */
public final class FieldWriter {
    private static final int BYTES_FIRST = 512;

    /** An array that one large message needed is not kept for the next ones. */
    private static final int BYTES_KEPT_MAX = 64 << 10;

    private byte[] bytes = new byte[BYTES_FIRST];
    private int size;

    /** The message; what is written from now on belongs to the next one. */
    public byte[] done() {
        byte[] message = Arrays.copyOf(bytes, size);
        size = 0;
        if (bytes.length > BYTES_KEPT_MAX) {
            bytes = new byte[BYTES_FIRST];
        }
        return message;
    }

    public FieldWriter text(int number, String text) {
        return text.isEmpty() ? this : textAlways(number, text);
    }

    /** Also where it is empty. */
    public FieldWriter textAlways(int number, String text) {
        int before = size;
        tag(number, WIRETYPE_LENGTH_DELIMITED).varint(text.length());
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = before;
                return bytes(number, TextBytes.of(text));
            }
            bytes[size++] = (byte) c;
        }
        return this;
    }

    public FieldWriter number(int number, long value) {
        return value == 0 ? this : numberAlways(number, value);
    }

    public FieldWriter numberAlways(int number, long value) {
        return tag(number, WIRETYPE_VARINT).varint(value);
    }

    /** A number that is as often below 0 as above. */
    public FieldWriter signed(int number, long value) {
        return number(number, CodedOutputStream.encodeZigZag64(value));
    }

    public FieldWriter realAlways(int number, double value) {
        return fixedAlways(number, Double.doubleToRawLongBits(value));
    }

    /** A number that is as often large as small. */
    public FieldWriter fixed(int number, long value) {
        return value == 0 ? this : fixedAlways(number, value);
    }

    private FieldWriter fixedAlways(int number, long bits) {
        tag(number, WIRETYPE_FIXED64);
        makeRoom(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size++] = (byte) (bits >>> Byte.SIZE * i);
        }
        return this;
    }

    public FieldWriter flag(int number, boolean value) {
        return number(number, value ? 1 : 0);
    }

    /** Numbers of a repeated field, packed. */
    public FieldWriter numbers(int number, long[] values) {
        if (values.length == 0) {
            return this;
        }
        int length = 0;
        for (long value : values) {
            length += CodedOutputStream.computeUInt64SizeNoTag(value);
        }
        tag(number, WIRETYPE_LENGTH_DELIMITED).varint(length);
        for (long value : values) {
            varint(value);
        }
        return this;
    }

    /** @param content writes the fields of the message that is the field */
    public FieldWriter message(int number, Consumer<FieldWriter> content) {
        int start = begin(number);
        content.accept(this);
        return end(start);
    }

    /** @return where the content begins, with room for a length of one byte before it: it nearly always is one */
    private int begin(int number) {
        tag(number, WIRETYPE_LENGTH_DELIMITED);
        makeRoom(1);
        return ++size;
    }

    private FieldWriter end(int start) {
        int length = size - start;
        int more = CodedOutputStream.computeUInt32SizeNoTag(length) - 1;
        if (more > 0) {
            makeRoom(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
        }
        size = start - 1;
        varint(length);
        size += length;
        return this;
    }

    /** A {@code google.protobuf.Timestamp}. */
    public FieldWriter time(int number, Instant time) {
        int start = begin(number);
        return number(1, time.getEpochSecond()).number(2, time.getNano()).end(start);
    }

    /** A map from text to text. */
    public FieldWriter pairs(int number, Labels pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            int start = begin(number);
            textAlways(1, pairs.name(i)).textAlways(2, pairs.value(i)).end(start);
        }
        return this;
    }

    /** Bytes, also where there are none. */
    public FieldWriter bytes(int number, byte[] content) {
        tag(number, WIRETYPE_LENGTH_DELIMITED).varint(content.length);
        makeRoom(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
        return this;
    }

    private FieldWriter tag(int number, int wireType) {
        return varint((long) number << 3 | wireType);
    }

    private FieldWriter varint(long value) {
        if ((value & ~0x7F) == 0) {
            // Nearly every tag and length.
            makeRoom(1);
            bytes[size++] = (byte) value;
            return this;
        }
        makeRoom(CodedOutputStream.computeUInt64SizeNoTag(value));
        long rest = value;
        for (; (rest & ~0x7F) != 0; rest >>>= 7) {
            bytes[size++] = (byte) (rest | 0x80);
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
