package io.tocsin.core.template.value;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Go's strings of bytes as Java strings: UTF-8 where it is valid, and U+DC80 to U+DCFF for each byte where it is not.
 *
 * @see Value
 */
public final class GoText {
    private static final int ESCAPE_FIRST = 0xDC80;
    private static final int ESCAPE_LAST = 0xDCFF;

    private GoText() {}

    /** Whether {@code point} stands for one byte that is no valid UTF-8. */
    public static boolean isByte(int point) {
        return point >= ESCAPE_FIRST && point <= ESCAPE_LAST;
    }

    /** Go's {@code len}. */
    public static int byteLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || isByte(c) && !followsHighSurrogate(text, i)) {
                length++;
            } else if (c < 0x800 || Character.isSurrogate(c) && isPaired(text, i)) {
                length += 2;
            } else {
                length += 3;
            }
        }
        return length;
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : followsHighSurrogate(text, i);
    }

    private static boolean followsHighSurrogate(String text, int i) {
        return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    public static byte[] bytes(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        int length = byteLength(text);
        if (plain.length == length && !hasBytes(text)) {
            return plain;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        text.codePoints().forEach(point -> {
            if (isByte(point)) {
                out.put((byte) (point & 0xFF));
            } else {
                boolean isOther = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
                out.put(Character.toString(isOther ? 0xFFFD : point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.array();
    }

    /** Whether there is a byte in it that is no valid UTF-8. */
    public static boolean hasBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isByte(text.charAt(i)) && !followsHighSurrogate(text, i)) {
                return true;
            }
        }
        return false;
    }

    public static String of(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            // Go takes one byte for each error, whatever the decoder would skip.
            out.put((char) (ESCAPE_FIRST - 0x80 + (in.get() & 0xFF)));
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /** Joins bytes that stand next to each other and make a character together, as they do by themselves in Go. */
    public static String joined(String text) {
        return hasBytes(text) ? of(bytes(text)) : text;
    }
}
