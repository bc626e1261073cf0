package io.tocsin.core.template.value;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The bytes that a text stands for: UTF-8, and those that are none as {@link Value} keeps them. */
public final class TextBytes {
    /** A byte {@code b} that is no UTF-8 is kept as the character {@code STRAY + b}. */
    private static final int STRAY = 0xDC00;

    private static final int STRAY_MIN = STRAY + 0x80;
    private static final int STRAY_MAX = STRAY + 0xFF;

    private TextBytes() {}

    public static byte[] of(String text) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = new byte[count(text)];
        int filled = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            filled = append(bytes, filled, point);
        }
        return bytes;
    }

    private static int append(byte[] bytes, int at, int point) {
        if (point < 0x80 || isStray(point)) {
            bytes[at] = (byte) point;
            return at + 1;
        }
        int length = length(point);
        int rest = point;
        for (int i = length - 1; i > 0; i--) {
            bytes[at + i] = (byte) (0x80 | rest & 0x3F);
            rest >>= 6;
        }
        bytes[at] = (byte) (0xF00 >> length & 0xFF | rest);
        return at + length;
    }

    /** How many there are. */
    public static int count(String text) {
        int count = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            count += length(point);
        }
        return count;
    }

    /** How many bytes {@code point} takes, which may be a byte that is no UTF-8. */
    public static int length(int point) {
        if (point < 0x80 || isStray(point)) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    /** Whether {@code point} stands for a byte that is no UTF-8: Go reads it as U+FFFD. */
    public static boolean isStray(int point) {
        return point >= STRAY_MIN && point <= STRAY_MAX;
    }

    /** The text that {@code bytes} are. */
    public static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    /** The text that the bytes of {@code bytes} from {@code from} to before {@code to} are. */
    public static String text(byte[] bytes, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(to - from);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            // Go takes the first byte of what is no character for itself, and starts anew behind it.
            out.put((char) (STRAY + (in.get() & 0xFF)));
            result = decoder.reset().decode(in, out, true);
        }
        return new String(out.array(), 0, out.position());
    }

    /** Joins bytes that stand next to each other and make a character together, as they do by themselves in Go. */
    public static String joined(String text) {
        for (int i = 0; i < text.length(); i++) {
            // Half of a pair looks the same; such a text comes out as it is.
            if (isStray(text.charAt(i))) {
                return text(of(text));
            }
        }
        return text;
    }

    /** The same with U+FFFD for each byte that is no UTF-8, as others than Go can take it. */
    public static String wellFormed(String text) {
        String joined = joined(text);
        StringBuilder replaced = null;
        for (int i = 0; i < joined.length(); i++) {
            boolean isPair =
                    i + 1 < joined.length() && Character.isSurrogatePair(joined.charAt(i), joined.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (Character.isSurrogate(joined.charAt(i))) {
                replaced = replaced == null ? new StringBuilder(joined) : replaced;
                replaced.setCharAt(i, '\uFFFD');
            }
        }
        return replaced == null ? joined : replaced.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
