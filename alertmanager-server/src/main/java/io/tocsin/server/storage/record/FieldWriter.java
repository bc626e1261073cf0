package io.tocsin.server.storage.record;

import com.google.protobuf.CodedOutputStream;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.TextBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Writes the fields of one protobuf message, as a program in Go writes them: what is 0 or empty is left out, but for
 * messages and the two parts of a map's entry. Not thread-safe; used once.
 */
final class FieldWriter {
    private static final int BUFFER_BYTES = 256;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);

    /** Writes into memory, which does not fail. */
    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    byte[] done() {
        write(out::flush);
        return bytes.toByteArray();
    }

    FieldWriter text(int number, String text) {
        return text.isEmpty() ? this : textAlways(number, text);
    }

    /** Also where it is empty. */
    FieldWriter textAlways(int number, String text) {
        return write(() -> out.writeByteArray(number, TextBytes.of(text)));
    }

    FieldWriter number(int number, long value) {
        return value == 0 ? this : numberAlways(number, value);
    }

    FieldWriter numberAlways(int number, long value) {
        return write(() -> out.writeUInt64(number, value));
    }

    /** A number that is as often below 0 as above. */
    FieldWriter signed(int number, long value) {
        return number(number, CodedOutputStream.encodeZigZag64(value));
    }

    FieldWriter realAlways(int number, double value) {
        return write(() -> out.writeDouble(number, value));
    }

    FieldWriter flag(int number, boolean value) {
        return number(number, value ? 1 : 0);
    }

    /** Numbers of a repeated field, packed. */
    FieldWriter numbers(int number, long[] values) {
        if (values.length == 0) {
            return this;
        }
        return write(() -> {
            int length = 0;
            for (long value : values) {
                length += CodedOutputStream.computeUInt64SizeNoTag(value);
            }
            out.writeTag(number, 2);
            out.writeUInt32NoTag(length);
            for (long value : values) {
                out.writeUInt64NoTag(value);
            }
        });
    }

    FieldWriter message(int number, FieldWriter message) {
        return write(() -> out.writeByteArray(number, message.done()));
    }

    /** A {@code google.protobuf.Timestamp}. */
    FieldWriter time(int number, Instant time) {
        return message(
                number, new FieldWriter().number(1, time.getEpochSecond()).number(2, time.getNano()));
    }

    /** A map from text to text. */
    FieldWriter pairs(int number, Labels pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            message(number, new FieldWriter().textAlways(1, pairs.name(i)).textAlways(2, pairs.value(i)));
        }
        return this;
    }

    private FieldWriter write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
