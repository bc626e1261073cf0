package io.tocsin.server.storage.record;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedOutputStream;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.TextBytes;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes the fields of one protobuf message, as a program in Go writes them: what is 0 or empty is left out, but for
 * messages and the two parts of a map's entry. Not thread-safe; used once.
 *
 * <p>Into an array of its own: every new alert is written, and streams for each of its pairs would cost more than the rest.
 */
final class FieldWriter {
    private static final int BYTES_FIRST = 128;

    private byte[] bytes = new byte[BYTES_FIRST];
    private int size;

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }

    FieldWriter text(int number, String text) {
        return text.isEmpty() ? this : textAlways(number, text);
    }

    /** Also where it is empty. */
    FieldWriter textAlways(int number, String text) {
        byte[] encoded = TextBytes.of(text);
        return delimited(number, encoded, encoded.length);
    }

    FieldWriter number(int number, long value) {
        return value == 0 ? this : numberAlways(number, value);
    }

    FieldWriter numberAlways(int number, long value) {
        return tag(number, WIRETYPE_VARINT).varint(value);
    }

    /** A number that is as often below 0 as above. */
    FieldWriter signed(int number, long value) {
        return number(number, CodedOutputStream.encodeZigZag64(value));
    }

    FieldWriter realAlways(int number, double value) {
        tag(number, WIRETYPE_FIXED64);
        long bits = Double.doubleToRawLongBits(value);
        makeRoom(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size++] = (byte) (bits >>> Byte.SIZE * i);
        }
        return this;
    }

    FieldWriter flag(int number, boolean value) {
        return number(number, value ? 1 : 0);
    }

    /** Numbers of a repeated field, packed. */
    FieldWriter numbers(int number, long[] values) {
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

    FieldWriter message(int number, FieldWriter message) {
        return delimited(number, message.bytes, message.size);
    }

    /** A {@code google.protobuf.Timestamp}. */
    FieldWriter time(int number, Instant time) {
        return message(
                number, new FieldWriter().number(1, time.getEpochSecond()).number(2, time.getNano()));
    }

    /** A map from text to text. */
    FieldWriter pairs(int number, Labels pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            byte[] name = TextBytes.of(pairs.name(i));
            byte[] value = TextBytes.of(pairs.value(i));
            tag(number, WIRETYPE_LENGTH_DELIMITED)
                    .varint(CodedOutputStream.computeByteArraySize(1, name)
                            + CodedOutputStream.computeByteArraySize(2, value))
                    .delimited(1, name, name.length)
                    .delimited(2, value, value.length);
        }
        return this;
    }

    private FieldWriter delimited(int number, byte[] content, int length) {
        tag(number, WIRETYPE_LENGTH_DELIMITED).varint(length);
        makeRoom(length);
        System.arraycopy(content, 0, bytes, size, length);
        size += length;
        return this;
    }

    private FieldWriter tag(int number, int wireType) {
        return varint((long) number << 3 | wireType);
    }

    private FieldWriter varint(long value) {
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
