package io.tocsin.core.template.syntax;

import io.tocsin.core.template.value.TextBytes;
import java.io.ByteArrayOutputStream;

/**
 * Reads Go's strings and characters, with their quotes. Escapes stand for bytes or for code points, so the result is
 * collected as bytes. Not thread-safe; used once.
 *
 * @see "Go: strconv.Unquote and UnquoteChar"
 */
final class StringLiteral {
    private static final String INVALID = "invalid syntax";
    private static final int REPLACEMENT = 0xFFFD;

    private final String literal;
    private final char quote;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int position = 1;

    private StringLiteral(String literal) {
        this.literal = literal;
        this.quote = literal.charAt(0);
    }

    /** @param literal in double quotes or in backquotes, both of which are there */
    static String text(String literal) throws LiteralException {
        String inside = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`') {
            return inside.replace("\r", "");
        }
        if (inside.indexOf('\\') < 0 && inside.chars().noneMatch(c -> TextBytes.isStray(c))) {
            return inside;
        }
        return new StringLiteral(literal).text();
    }

    private String text() throws LiteralException {
        while (position < literal.length() - 1) {
            one();
        }
        return TextBytes.text(bytes.toByteArray());
    }

    /** @param literal in single quotes, both of which are there */
    static int character(String literal) throws LiteralException {
        if (literal.equals("''")) {
            throw new LiteralException(INVALID);
        }
        StringLiteral reader = new StringLiteral(literal);
        int point = reader.one();
        if (reader.position != literal.length() - 1) {
            throw new LiteralException("malformed character constant: " + literal);
        }
        return point;
    }

    /** Reads a character or an escape; what it stands for, a byte or a code point, is added to the bytes. */
    private int one() throws LiteralException {
        int point = literal.codePointAt(position);
        position += Character.charCount(point);
        if (point == '\\') {
            return escape();
        }
        return write(TextBytes.isStray(point) ? REPLACEMENT : point);
    }

    private int escape() throws LiteralException {
        char c = literal.charAt(position++);
        return switch (c) {
            case 'a' -> write(0x07);
            case 'b' -> write('\b');
            case 'f' -> write('\f');
            case 'n' -> write('\n');
            case 'r' -> write('\r');
            case 't' -> write('\t');
            case 'v' -> write(0x0B);
            case '\\' -> write(c);
            case 'x' -> writeByte(number(2, 16));
            case 'u' -> write(codePoint(number(4, 16)));
            case 'U' -> write(codePoint(number(8, 16)));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                position--;
                yield writeByte(number(3, 8));
            }
            default -> {
                if (c != quote) {
                    throw new LiteralException(INVALID);
                }
                yield write(c);
            }
        };
    }

    private long number(int digits, int radix) throws LiteralException {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char c = literal.charAt(position);
            // Character.digit knows the digits of other scripts too, which Go does not take.
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                throw new LiteralException(INVALID);
            }
            number = number * radix + digit;
            position++;
        }
        return number;
    }

    private static int codePoint(long number) throws LiteralException {
        boolean isSurrogate = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
        if (number > Character.MAX_CODE_POINT || isSurrogate) {
            throw new LiteralException(INVALID);
        }
        return (int) number;
    }

    private int writeByte(long number) throws LiteralException {
        if (number > 0xFF) {
            throw new LiteralException(INVALID);
        }
        bytes.write((int) number);
        return (int) number;
    }

    private int write(int point) {
        bytes.writeBytes(TextBytes.of(Character.toString(point)));
        return point;
    }
}
