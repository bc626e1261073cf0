package io.tocsin.server.api;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.StringPool;
import java.util.Arrays;

/**
 * Walks over JSON text without building a tree.
 *
 * <p>A reader of our own because the original's answers have to be kept: its error texts name the byte at fault, broken
 * UTF-8 is repaired with one U+FFFD per byte instead of refused, and what follows the first value is ignored. It also
 * turns names and values straight into shared strings.
 *
 * <p>Not thread-safe. Reusable: {@link #start} begins another text.
 */
final class JsonCursor {
    /** Containers inside each other, as in the original. */
    static final int DEPTH_MAX = 10_000;

    private static final int KEPT_TEXT_MAX = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';

    /** What a value is, in the words that the original's error texts use. */
    enum Kind {
        OBJECT("object"),
        ARRAY("array"),
        STRING("string"),
        NUMBER("number"),
        BOOL("bool"),
        NULL("null");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private byte[] in = new byte[0];
    private int at;
    private int end;
    private int depth;

    /** The characters of the string read last. */
    private char[] text = new char[256];

    private int textLength;

    void start(byte[] json, int length) {
        in = json;
        at = 0;
        end = length;
        depth = 0;
    }

    /** Lets go of the input and of an unusually large buffer. */
    void finish() {
        in = new byte[0];
        end = 0;
        at = 0;
        if (text.length > KEPT_TEXT_MAX) {
            text = new char[256];
        }
    }

    /** How many bytes have been read. */
    int offset() {
        return at;
    }

    /** The characters of the last string; the first {@link #textLength} are valid until the next one is read. */
    char[] text() {
        return text;
    }

    int textLength() {
        return textLength;
    }

    /** Whether the last string is {@code lowerCase}, ASCII letters being compared without regard to case. */
    boolean isText(String lowerCase) {
        if (textLength != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < textLength; i++) {
            char c = text[i];
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String textAsString() {
        return new String(text, 0, textLength);
    }

    String sharedText(StringPool strings) {
        return strings.share(text, 0, textLength);
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() {
        skipSpace();
        return at == end;
    }

    /** The next byte that is no white space; it stays unread. */
    int peek() throws JsonSyntaxException {
        skipSpace();
        if (at == end) {
            throw new JsonSyntaxException(JsonSyntaxException.CUT_SHORT);
        }
        return in[at];
    }

    private void skipSpace() {
        while (at < end) {
            byte b = in[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }

    /** What the next value is; it stays unread. */
    Kind kind() throws JsonSyntaxException {
        int c = peek();
        return switch (c) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOL;
            case 'n' -> Kind.NULL;
            default -> {
                if (c == '-' || isDigit(c)) {
                    yield Kind.NUMBER;
                }
                throw unexpected("looking for beginning of value");
            }
        };
    }

    /** Enters the array or object that {@link #kind} announced. */
    void enter() throws JsonSyntaxException {
        at++;
        if (++depth > DEPTH_MAX) {
            throw new JsonSyntaxException("exceeded max depth");
        }
    }

    /**
     * Steps to the next element of the array entered last.
     *
     * @param isFirst whether none has been read yet
     * @return false if there is none, and the array is left
     */
    boolean nextElement(boolean isFirst) throws JsonSyntaxException {
        int c = peek();
        if (c == ']') {
            return leave();
        }
        if (!isFirst) {
            if (c != ',') {
                throw unexpected("after array element");
            }
            at++;
        }
        return true;
    }

    /**
     * Steps to the next member of the object entered last and reads its name into {@link #text}.
     *
     * @param isFirst whether none has been read yet
     * @return false if there is none, and the object is left
     */
    boolean nextMember(boolean isFirst) throws JsonSyntaxException {
        int c = peek();
        if (c == '}') {
            return leave();
        }
        if (!isFirst) {
            if (c != ',') {
                throw unexpected("after object key:value pair");
            }
            at++;
            c = peek();
        }
        if (c != '"') {
            throw unexpected("looking for beginning of object key string");
        }
        string();
        if (peek() != ':') {
            throw unexpected("after object key");
        }
        at++;
        return true;
    }

    private boolean leave() {
        at++;
        depth--;
        return false;
    }

    /** Reads the next value, whatever it is, checks its syntax and forgets it. */
    Kind skip() throws JsonSyntaxException {
        Kind kind = kind();
        switch (kind) {
            case STRING -> string();
            case NUMBER -> number();
            case BOOL -> literal(in[at] == 't' ? "true" : "false");
            case NULL -> literal("null");
            case ARRAY, OBJECT -> container();
        }
        return kind;
    }

    /** Without recursion, so that depth costs no stack. */
    private void container() throws JsonSyntaxException {
        int outside = depth;
        long[] isObject = new long[1];
        boolean isFirst = false;
        boolean hasValue = true;
        while (true) {
            if (hasValue) {
                Kind kind = kind();
                if (kind == Kind.ARRAY || kind == Kind.OBJECT) {
                    enter();
                    isObject = mark(isObject, depth - outside, kind == Kind.OBJECT);
                    isFirst = true;
                } else {
                    skip();
                    isFirst = false;
                }
            }
            int level = depth - outside;
            boolean inObject = (isObject[level >> 6] >>> level & 1) != 0;
            hasValue = inObject ? nextMember(isFirst) : nextElement(isFirst);
            isFirst = false;
            if (depth == outside) {
                return;
            }
        }
    }

    private static long[] mark(long[] bits, int level, boolean isSet) {
        int word = level >> 6;
        long[] grown = word < bits.length ? bits : Arrays.copyOf(bits, 2 * bits.length);
        long bit = 1L << level;
        grown[word] = isSet ? grown[word] | bit : grown[word] & ~bit;
        return grown;
    }

    void literal(String word) throws JsonSyntaxException {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == end) {
                throw new JsonSyntaxException(JsonSyntaxException.CUT_SHORT);
            }
            if (in[at] != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
    }

    private void number() throws JsonSyntaxException {
        if (in[at] == '-') {
            at++;
        }
        if (at < end && in[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && in[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (at < end && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() throws JsonSyntaxException {
        if (at == end) {
            throw new JsonSyntaxException(JsonSyntaxException.CUT_SHORT);
        }
        if (!isDigit(in[at])) {
            throw unexpected("in numeric literal");
        }
        while (at < end && isDigit(in[at])) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Reads the string that {@link #kind} announced into {@link #text}. */
    void string() throws JsonSyntaxException {
        at++;
        plainText();
        while (at < end) {
            byte b = in[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b >= ' ') {
                put((char) b);
                at++;
            } else if (b < 0) {
                multibyte();
            } else {
                throw unexpected("in string");
            }
        }
        throw new JsonSyntaxException(JsonSyntaxException.CUT_SHORT);
    }

    /**
     * Takes over what needs no decoding, up to the first quote, escape, or byte outside ASCII: nearly always all of it.
     * In local variables, because fields would be written for every character.
     */
    private void plainText() {
        byte[] from = in;
        char[] to = text;
        int begin = at;
        int max = Math.min(end - begin, to.length);
        int length = 0;
        while (length < max) {
            byte b = from[begin + length];
            if (b < ' ' || b == '"' || b == '\\') {
                break;
            }
            to[length++] = (char) b;
        }
        at = begin + length;
        textLength = length;
    }

    private void put(char c) {
        if (textLength == text.length) {
            // What is left of the input cannot give more characters than it has bytes.
            text = Arrays.copyOf(text, Math.min(2 * textLength, textLength + (end - at) + 1));
        }
        text[textLength++] = c;
    }

    private void putPoint(int point) {
        if (Character.isBmpCodePoint(point)) {
            put((char) point);
        } else {
            put(Character.highSurrogate(point));
            put(Character.lowSurrogate(point));
        }
    }

    private void multibyte() {
        int length = sequenceLength(at);
        if (length == 0) {
            put(REPLACEMENT);
            at++;
        } else {
            putPoint(codePoint(at, length));
            at += length;
        }
    }

    /** Length of the well-formed UTF-8 sequence at {@code index}, 0 if there is none. */
    private int sequenceLength(int index) {
        int first = in[index] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || index + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((in[index + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int point = codePoint(index, length);
        boolean isOverlong = length == 3 && point < 0x800 || length == 4 && point < 0x10000;
        boolean isSurrogate = point >= 0xD800 && point <= 0xDFFF;
        return isOverlong || isSurrogate || point > Character.MAX_CODE_POINT ? 0 : length;
    }

    private int codePoint(int index, int length) {
        int point = length == 1 ? in[index] : in[index] & 0x7F >> length;
        for (int i = 1; i < length; i++) {
            point = point << 6 | in[index + i] & 0x3F;
        }
        return point;
    }

    private void escape() throws JsonSyntaxException {
        if (at + 1 == end) {
            throw new JsonSyntaxException(JsonSyntaxException.CUT_SHORT);
        }
        byte c = in[at + 1];
        if (c == 'u') {
            unicodeEscape();
            return;
        }
        put(
                switch (c) {
                    case '"', '\\', '/' -> (char) c;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> throw badEscape(2);
                });
        at += 2;
    }

    private void unicodeEscape() throws JsonSyntaxException {
        char unit = unitOfEscape();
        at += 6;
        if (!Character.isSurrogate(unit)) {
            put(unit);
            return;
        }
        boolean isPairLikely = Character.isHighSurrogate(unit) && at + 1 < end && in[at] == '\\' && in[at + 1] == 'u';
        if (isPairLikely) {
            char low = unitOfEscape();
            if (Character.isLowSurrogate(low)) {
                at += 6;
                put(unit);
                put(low);
                return;
            }
        }
        put(REPLACEMENT);
    }

    /** The UTF-16 unit that the escape at the cursor stands for. */
    private char unitOfEscape() throws JsonSyntaxException {
        int unit = 0;
        for (int i = 2; i < 6; i++) {
            if (at + i >= end) {
                throw new JsonSyntaxException(JsonSyntaxException.CUT_SHORT);
            }
            int digit = in[at + i] < 0 ? -1 : Character.digit((char) in[at + i], 16);
            if (digit < 0) {
                throw badEscape(6);
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private JsonSyntaxException badEscape(int length) {
        StringBuilder shown = new StringBuilder();
        for (int i = at; i < Math.min(at + length, end); ) {
            int sequence = sequenceLength(i);
            shown.appendCodePoint(sequence == 0 ? REPLACEMENT : codePoint(i, sequence));
            i += Math.max(1, sequence);
        }
        return new JsonSyntaxException("invalid escape sequence `" + shown + "` in string");
    }

    private JsonSyntaxException unexpected(String where) {
        return new JsonSyntaxException("invalid character " + quotedCharacter() + " " + where);
    }

    private String quotedCharacter() {
        int length = sequenceLength(at);
        if (length == 0) {
            return "'\\x" + Integer.toHexString(in[at] & 0xFF) + "'";
        }
        int point = codePoint(at, length);
        if (point == '"') {
            return "'\"'";
        }
        if (point == '\'') {
            return "'\\''";
        }
        String quoted = GoQuote.quote(Character.toString(point));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }
}
