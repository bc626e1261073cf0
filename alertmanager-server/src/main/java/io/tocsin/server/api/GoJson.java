package io.tocsin.server.api;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON with the escapes of Go's encoder, so that bodies are equal byte for byte: text as it is, but for what
 * JSON demands and the two separators that JavaScript cannot take. What has been written can be taken away in pieces.
 *
 * <p>Lists of the API are a hundred megabytes with many alerts; so this writes each character once, straight into bytes,
 * and makes no objects on the way (docs/benchmarks.md). It checks nothing: the caller opens and closes, and gives names
 * inside objects only. Not thread-safe.
 */
public final class GoJson {
    private static final int CAPACITY_FIRST = 512;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The longest that one character becomes. */
    private static final int ESCAPE_BYTES_MAX = 6;

    private static final boolean[] PLAIN = isPlain("\"\\");

    /** What could end a script element is escaped too. */
    private static final boolean[] PLAIN_IN_HTML = isPlain("\"\\<>&");

    private byte[] bytes = new byte[CAPACITY_FIRST];
    private int length;

    /** Whether a comma has to stand before what comes next. */
    private boolean commaDue;

    private boolean[] plain = PLAIN;

    /** What writes one body, or a part of one. */
    @FunctionalInterface
    public interface Body {
        void writeTo(GoJson out);
    }

    /** @param end what follows the JSON: a line feed after what a handler answers, nothing else */
    public static Buffer buffer(Body body, String end) {
        GoJson out = new GoJson();
        body.writeTo(out);
        out.appendAscii(end);
        return out.take();
    }

    private static boolean[] isPlain(String escaped) {
        boolean[] table = new boolean[0x80];
        Arrays.fill(table, ' ', table.length, true);
        escaped.chars().forEach(c -> table[c] = false);
        return table;
    }

    /** Bytes written and not taken yet. */
    public int length() {
        return length;
    }

    /** What was written since it was last asked for. */
    public Buffer take() {
        Buffer taken = Buffer.buffer(length).appendBytes(bytes, 0, length);
        length = 0;
        return taken;
    }

    /** Appends what another one has written. */
    public void append(Buffer written) {
        reserve(written.length());
        written.getBytes(bytes, length);
        length += written.length();
    }

    /** Decides whether strings from now on are escaped so that they can stand in an HTML page. */
    public void escapeHtml(boolean isEscaped) {
        plain = isEscaped ? PLAIN_IN_HTML : PLAIN;
    }

    public void writeStartObject() {
        open('{');
    }

    public void writeEndObject() {
        close('}');
    }

    public void writeStartArray() {
        open('[');
    }

    public void writeEndArray() {
        close(']');
    }

    private void open(char bracket) {
        separate();
        append(bracket);
        commaDue = false;
    }

    private void close(char bracket) {
        append(bracket);
        commaDue = true;
    }

    public void writeFieldName(String name) {
        separate();
        appendQuoted(name);
        append(':');
        commaDue = false;
    }

    public void writeObjectFieldStart(String name) {
        writeFieldName(name);
        writeStartObject();
    }

    public void writeArrayFieldStart(String name) {
        writeFieldName(name);
        writeStartArray();
    }

    public void writeStringField(String name, String value) {
        writeFieldName(name);
        writeString(value);
    }

    public void writeNumberField(String name, long value) {
        writeFieldName(name);
        appendAscii(Long.toString(value));
        commaDue = true;
    }

    public void writeBooleanField(String name, boolean value) {
        writeFieldName(name);
        appendAscii(value ? "true" : "false");
        commaDue = true;
    }

    /** @param json a number or another literal, in ASCII */
    public void writeRaw(String json) {
        separate();
        appendAscii(json);
        commaDue = true;
    }

    /** Lone surrogates, which cannot be encoded, are replaced. */
    public void writeString(String value) {
        separate();
        appendQuoted(value);
        commaDue = true;
    }

    /** Writes the line feed that follows what a handler answers. */
    public void endLine() {
        append('\n');
    }

    private void separate() {
        if (commaDue) {
            append(',');
        }
    }

    private void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    private void appendAscii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void appendQuoted(String text) {
        int count = text.length();
        append('"');
        for (int i = appendPlain(text, 0); i < count; i = appendPlain(text, i)) {
            i = appendEscaped(text, i);
        }
        append('"');
    }

    /** Appends from {@code start} what needs no escape; returns where that ends. */
    private int appendPlain(String text, int start) {
        int count = text.length();
        reserve(count - start);
        // Everything in local variables and one index for both sides, or the compiler checks each access.
        byte[] target = bytes;
        boolean[] isPlain = plain;
        int shift = length - start;
        int i = start;
        for (; i < count; i++) {
            char c = text.charAt(i);
            if (c >= isPlain.length || !isPlain[c]) {
                break;
            }
            target[shift + i] = (byte) c;
        }
        length = shift + i;
        return i;
    }

    /** Appends one character that is not plain; returns the index behind it. */
    private int appendEscaped(String text, int i) {
        reserve(ESCAPE_BYTES_MAX);
        char c = text.charAt(i);
        if (c < 0x80) {
            appendEscapedAscii(c);
        } else if (c == 0x2028 || c == 0x2029) {
            appendHex(c);
        } else if (!Character.isSurrogate(c)) {
            appendUtf8(c);
        } else if (isPair(text, i)) {
            appendUtf8(Character.toCodePoint(c, text.charAt(i + 1)));
            return i + 2;
        } else {
            appendUtf8(0xFFFD);
        }
        return i + 1;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private void appendEscapedAscii(char c) {
        char letter = switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
        if (letter == 0) {
            appendHex(c);
        } else {
            bytes[length++] = '\\';
            bytes[length++] = (byte) letter;
        }
    }

    private void appendHex(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xF];
        }
    }

    private void appendUtf8(int point) {
        if (point < 0x800) {
            bytes[length++] = (byte) (0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes[length++] = (byte) (0xE0 | point >> 12);
            } else {
                bytes[length++] = (byte) (0xF0 | point >> 18);
                bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
        }
        bytes[length++] = (byte) (0x80 | point & 0x3F);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
