package io.tocsin.core.label;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes one Go string literal in double quotes. Escapes of bytes and of code points may be mixed, so the result is
 * collected as bytes. Not thread-safe; used once.
 */
final class GoUnquote {
    private static final int SHORTEST = 2;

    private final String literal;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int position = 1;

    GoUnquote(String literal) {
        this.literal = literal;
    }

    Optional<String> text() {
        boolean isQuoted = literal.length() >= SHORTEST && literal.startsWith("\"") && literal.endsWith("\"");
        if (!isQuoted || !Utf8.isEncodable(literal)) {
            return Optional.empty();
        }
        int end = literal.length() - 1;
        while (position < end) {
            int point = literal.codePointAt(position);
            position += Character.charCount(point);
            boolean isRead = point == '\\' ? position < end && escape(end) : plain(point);
            if (!isRead) {
                return Optional.empty();
            }
        }
        return decode();
    }

    private boolean plain(int point) {
        if (point == '"' || point == '\n') {
            return false;
        }
        write(point);
        return true;
    }

    private boolean escape(int end) {
        char c = literal.charAt(position++);
        switch (c) {
            case 'a' -> bytes.write(0x07);
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'v' -> bytes.write(0x0B);
            case '\\', '"' -> bytes.write(c);
            case 'x' -> {
                return oneByte(number(2, 16, end));
            }
            case 'u' -> {
                return codePoint(number(4, 16, end));
            }
            case 'U' -> {
                return codePoint(number(8, 16, end));
            }
            default -> {
                position--;
                return oneByte(number(3, 8, end));
            }
        }
        return true;
    }

    /** The next {@code digits} digits, or -1 when they are not there. */
    private long number(int digits, int radix, int end) {
        if (position + digits > end) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char c = literal.charAt(position++);
            // Character.digit knows the digits of other scripts too, which Go does not take.
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    private boolean oneByte(long number) {
        bytes.write((int) number);
        return number >= 0 && number <= 0xFF;
    }

    private boolean codePoint(long number) {
        boolean isSurrogate = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
        if (number < 0 || number > Character.MAX_CODE_POINT || isSurrogate) {
            return false;
        }
        write((int) number);
        return true;
    }

    private void write(int point) {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> decode() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
