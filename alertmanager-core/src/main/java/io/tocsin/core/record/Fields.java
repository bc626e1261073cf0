package io.tocsin.core.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tocsin.core.template.value.TextBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Steps through the fields of a protobuf message and of the messages in it. What nobody reads is skipped.
 *
 * <p>Whatever the bytes are, this ends, allocates no more than they take, and fails with nothing but {@link
 * MalformedRecordException}. Not thread-safe; used once.
 */
public final class Fields {
    private static final int NANO_MAX = 999_999_999;
    private static final String CUT_SHORT = "a field that is cut short or damaged";

    private final CodedInputStream in;
    private final int length;

    /** Where the field at hand begins, its tag, and whether it has been read. */
    private int start;

    private int tag;
    private boolean isRead;

    /** Looks at one field, and reads it if it knows {@code number}. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int number) throws MalformedRecordException;
    }

    /** Reads what stands behind a tag. */
    @FunctionalInterface
    private interface Part<T> {
        T read() throws IOException;
    }

    public Fields(byte[] bytes) {
        in = CodedInputStream.newInstance(bytes);
        length = bytes.length;
    }

    /** Visits every field of the message at hand, in the order in which they stand there. */
    public void each(Visitor visitor) throws MalformedRecordException {
        while (next()) {
            visitor.visit(WireFormat.getTagFieldNumber(tag));
            if (!isRead) {
                skip();
            }
        }
    }

    private boolean next() throws MalformedRecordException {
        start = in.getTotalBytesRead();
        isRead = false;
        // What is said about a tag that cannot be read is not about the field before it.
        tag = 0;
        tag = part(in::readTag);
        return tag != 0;
    }

    private void skip() throws MalformedRecordException {
        // The end of a group that did not begin is refused there too.
        part(() -> in.skipField(tag));
    }

    /** Visits the fields of the message that the field at hand holds. */
    public void message(Visitor visitor) throws MalformedRecordException {
        int bytes = lengthOf(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int begin = start;
        int outer = part(() -> in.pushLimit(bytes));
        each(visitor);
        in.popLimit(outer);
        start = begin;
        isRead = true;
    }

    /** Text as {@link TextBytes} reads it, so that bytes which are no UTF-8 come back as they were. */
    public String text() throws MalformedRecordException {
        byte[] bytes = bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : TextBytes.text(bytes);
    }

    /** Behind what has been read. */
    int position() {
        return in.getTotalBytesRead();
    }

    public byte[] bytes() throws MalformedRecordException {
        int bytes = lengthOf(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return part(() -> in.readRawBytes(bytes));
    }

    public long number() throws MalformedRecordException {
        expect(WireFormat.WIRETYPE_VARINT);
        return part(in::readRawVarint64);
    }

    public boolean flag() throws MalformedRecordException {
        return number() != 0;
    }

    /** A number that was written by {@link FieldWriter#signed}. */
    public long signed() throws MalformedRecordException {
        return CodedInputStream.decodeZigZag64(number());
    }

    public double real() throws MalformedRecordException {
        return Double.longBitsToDouble(fixed());
    }

    /** A number that was written by {@link FieldWriter#fixed}. */
    public long fixed() throws MalformedRecordException {
        expect(WireFormat.WIRETYPE_FIXED64);
        return part(in::readRawLittleEndian64);
    }

    /** Numbers of a repeated field, packed into one or on their own. */
    public void numbers(LongConsumer taker) throws MalformedRecordException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            taker.accept(number());
            return;
        }
        int bytes = lengthOf(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int outer = part(() -> in.pushLimit(bytes));
        while (in.getBytesUntilLimit() > 0) {
            taker.accept(part(in::readRawVarint64));
        }
        in.popLimit(outer);
    }

    /** An entry of a map from text to text. */
    public void pair(BiConsumer<String, String> taker) throws MalformedRecordException {
        String[] pair = {"", ""};
        message(number -> {
            if (number == 1 || number == 2) {
                pair[number - 1] = text();
            }
        });
        taker.accept(pair[0], pair[1]);
    }

    /** A {@code google.protobuf.Timestamp}. */
    public Instant time() throws MalformedRecordException {
        long[] second = {0};
        int[] nano = {0};
        message(number -> {
            if (number == 1) {
                second[0] = second();
            } else if (number == 2) {
                nano[0] = nano();
            }
        });
        return Instant.ofEpochSecond(second[0], nano[0]);
    }

    /** Seconds since 1970 of a moment that {@link Instant} knows. */
    public long second() throws MalformedRecordException {
        long second = number();
        if (second < Instant.MIN.getEpochSecond() || second > Instant.MAX.getEpochSecond()) {
            throw problem("no moment in time: second " + second);
        }
        return second;
    }

    /** Nanoseconds within a second. */
    public int nano() throws MalformedRecordException {
        long nano = number();
        if (nano < 0 || nano > NANO_MAX) {
            throw problem("no part of a second: nanosecond " + nano);
        }
        return (int) nano;
    }

    public MalformedRecordException problem(String what) {
        int number = WireFormat.getTagFieldNumber(tag);
        return new MalformedRecordException(number == 0 ? what : "field " + number + ": " + what, start);
    }

    private int lengthOf(int wireType) throws MalformedRecordException {
        expect(wireType);
        int bytes = part(in::readRawVarint32);
        int outer = in.getBytesUntilLimit();
        int left = outer < 0 ? length - in.getTotalBytesRead() : outer;
        if (bytes < 0 || bytes > left) {
            throw problem("is " + Integer.toUnsignedString(bytes) + " bytes long by its own account, but only " + left
                    + " are left");
        }
        return bytes;
    }

    private void expect(int wireType) throws MalformedRecordException {
        int given = WireFormat.getTagWireType(tag);
        if (given != wireType) {
            throw problem("is of wire type " + given + " (expected: " + wireType + ")");
        }
        isRead = true;
    }

    private <T> T part(Part<T> part) throws MalformedRecordException {
        try {
            return part.read();
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException e) {
            MalformedRecordException malformed = problem(CUT_SHORT);
            malformed.initCause(e);
            throw malformed;
        }
    }
}
