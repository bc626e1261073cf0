package io.tocsin.core.template.syntax;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.syntax.Token.Kind;
import io.tocsin.core.template.value.TextBytes;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts template text into tokens, one at a time. White space that is trimmed and comments are in none of them.
 *
 * @see "Go: text/template/parse/lex.go"
 */
final class Lexer {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String COMMENT_START = "/*";
    private static final String COMMENT_END = "*/";

    /** The dash and the white space beside it. */
    private static final int TRIM_LENGTH = 2;

    private static final int END = -1;

    private static final Map<String, Kind> WORDS = Map.ofEntries(
            Map.entry("block", Kind.BLOCK),
            Map.entry("break", Kind.BREAK),
            Map.entry("continue", Kind.CONTINUE),
            Map.entry("define", Kind.DEFINE),
            Map.entry("else", Kind.ELSE),
            Map.entry("end", Kind.END),
            Map.entry("false", Kind.BOOL),
            Map.entry("if", Kind.IF),
            Map.entry("nil", Kind.NIL),
            Map.entry("range", Kind.RANGE),
            Map.entry("template", Kind.TEMPLATE),
            Map.entry("true", Kind.BOOL),
            Map.entry("with", Kind.WITH));

    private final String text;
    private int position;
    private boolean isInAction;
    private int openParentheses;

    /** Of the token that is being read. */
    private int start;

    private int startOffset;
    private int startLine = 1;

    Lexer(String text) {
        this.text = text;
    }

    Token next() {
        return isInAction ? inAction() : outsideOfActions();
    }

    private Token outsideOfActions() {
        while (true) {
            int left = text.indexOf(LEFT, position);
            if (left < 0) {
                position = text.length();
                return position > start ? token(Kind.TEXT) : token(Kind.END_OF_TEXT);
            }
            position = isLeftTrim(left + LEFT.length()) ? withoutSpaceAtEnd(left) : left;
            if (position > start) {
                Token literal = token(Kind.TEXT);
                position = left;
                skip();
                return literal;
            }
            position = left;
            skip();
            int afterTrim = left + LEFT.length() + (isLeftTrim(left + LEFT.length()) ? TRIM_LENGTH : 0);
            if (!text.startsWith(COMMENT_START, afterTrim)) {
                return leftDelimiter(afterTrim);
            }
            position = afterTrim;
            skip();
            String problem = skipComment();
            if (!problem.isEmpty()) {
                return error(problem);
            }
        }
    }

    private int withoutSpaceAtEnd(int end) {
        int i = end;
        while (i > start && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private Token leftDelimiter(int afterTrim) {
        position += LEFT.length();
        Token delimiter = token(Kind.LEFT_DELIMITER);
        position = afterTrim;
        skip();
        isInAction = true;
        openParentheses = 0;
        return delimiter;
    }

    /** What is wrong with the comment; empty if nothing is. */
    private String skipComment() {
        int end = text.indexOf(COMMENT_END, position + COMMENT_START.length());
        if (end < 0) {
            return "unclosed comment";
        }
        position = end + COMMENT_END.length();
        if (!isAtRightDelimiter()) {
            return "comment ends before closing delimiter";
        }
        rightDelimiter();
        return "";
    }

    private boolean isAtRightDelimiter() {
        return text.startsWith(RIGHT, position) || isAtTrimmingDelimiter(position);
    }

    private boolean isAtTrimmingDelimiter(int at) {
        return isSpace(charAt(at)) && charAt(at + 1) == '-' && text.startsWith(RIGHT, at + TRIM_LENGTH);
    }

    private Token rightDelimiter() {
        boolean isTrimming = isAtTrimmingDelimiter(position);
        if (isTrimming) {
            position += TRIM_LENGTH;
            skip();
        }
        position += RIGHT.length();
        Token delimiter = token(Kind.RIGHT_DELIMITER);
        while (isTrimming && isSpace(charAt(position))) {
            position++;
        }
        skip();
        isInAction = false;
        return delimiter;
    }

    private Token inAction() {
        if (isAtRightDelimiter()) {
            return openParentheses == 0 ? rightDelimiter() : error("unclosed left paren");
        }
        int point = point();
        if (point == END) {
            return error("unclosed action");
        }
        if (isSpace(point)) {
            return space();
        }
        if (isDigit(point) || point == '+' || point == '-' || point == '.' && isNumberAfterDot()) {
            return number();
        }
        if (isAlphanumeric(point)) {
            return word();
        }
        position += Character.charCount(text.codePointAt(position));
        return switch (point) {
            case '=' -> token(Kind.ASSIGN);
            case ':' -> accept("=") ? token(Kind.DECLARE) : error("expected :=");
            case '|' -> token(Kind.PIPE);
            case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
            case '`' -> raw();
            case '$' -> name(Kind.VARIABLE, Kind.VARIABLE);
            case '.' -> name(Kind.DOT, Kind.FIELD);
            case '(' -> {
                openParentheses++;
                yield token(Kind.LEFT_PARENTHESIS);
            }
            case ')' -> --openParentheses < 0 ? error("unexpected right paren") : token(Kind.RIGHT_PARENTHESIS);
            default ->
                point > ' ' && point < 0x7F
                        ? token(Kind.OTHER)
                        : error("unrecognized character in action: " + named(point));
        };
    }

    private boolean isNumberAfterDot() {
        int next = charAt(position + 1);
        return next == END || isDigit(next);
    }

    private Token space() {
        while (isSpace(charAt(position))) {
            position++;
        }
        // The last of them may belong to the delimiter that follows.
        if (isAtTrimmingDelimiter(position - 1)) {
            position--;
            if (position == start) {
                return rightDelimiter();
            }
        }
        return token(Kind.SPACE);
    }

    private Token word() {
        skipAlphanumerics();
        if (!isAtEndOfName()) {
            return error("bad character " + named(point()));
        }
        return token(WORDS.getOrDefault(text.substring(start, position), Kind.IDENTIFIER));
    }

    /** What follows a dot or a dollar sign. */
    private Token name(Kind alone, Kind named) {
        if (isAtEndOfName()) {
            return token(alone);
        }
        skipAlphanumerics();
        return isAtEndOfName() ? token(named) : error("bad character " + named(point()));
    }

    private boolean isAtEndOfName() {
        int point = point();
        return point == END || isSpace(point) || ".,|:()".indexOf(point) >= 0 || text.startsWith(RIGHT, position);
    }

    private Token quoted(char quote, Kind kind, String unterminated) {
        while (true) {
            int c = charAt(position);
            if (c == '\\') {
                position++;
                c = charAt(position) == '\n' ? END : charAt(position);
            } else if (c == quote) {
                position++;
                return token(kind);
            }
            if (c == END || c == '\n') {
                return error(unterminated);
            }
            position++;
        }
    }

    private Token raw() {
        int end = text.indexOf('`', position);
        if (end < 0) {
            return error("unterminated raw quoted string");
        }
        position = end + 1;
        return token(Kind.RAW_STRING);
    }

    /** Anything that looks like a number: what it stands for, if anything, is found out later. */
    private Token number() {
        if (!skipNumber()) {
            return badNumber();
        }
        if (charAt(position) != '+' && charAt(position) != '-') {
            return token(Kind.NUMBER);
        }
        return skipNumber() && text.charAt(position - 1) == 'i' ? token(Kind.COMPLEX) : badNumber();
    }

    private Token badNumber() {
        return error("bad number syntax: " + GoQuote.quote(text.substring(start, position)));
    }

    private boolean skipNumber() {
        accept("+-");
        String digits = "0123456789_";
        String exponent = "eE";
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
                exponent = "pP";
            } else if (accept("oO")) {
                digits = "01234567_";
                exponent = "";
            } else if (accept("bB")) {
                digits = "01_";
                exponent = "";
            }
        }
        acceptAll(digits);
        if (accept(".")) {
            acceptAll(digits);
        }
        if (accept(exponent)) {
            accept("+-");
            acceptAll("0123456789_");
        }
        accept("i");
        int next = point();
        if (isAlphanumeric(next)) {
            position += Character.charCount(next);
            return false;
        }
        return true;
    }

    private boolean accept(String characters) {
        int c = charAt(position);
        if (c == END || characters.indexOf(c) < 0) {
            return false;
        }
        position++;
        return true;
    }

    private void acceptAll(String characters) {
        while (accept(characters)) {
            // It has moved on.
        }
    }

    private void skipAlphanumerics() {
        int point = point();
        while (isAlphanumeric(point)) {
            position += Character.charCount(point);
            point = point();
        }
    }

    private Token token(Kind kind) {
        Token token = new Token(kind, startOffset, startLine, text.substring(start, position));
        skip();
        return token;
    }

    private Token error(String problem) {
        return new Token(Kind.ERROR, startOffset, startLine, problem);
    }

    /** The next token begins here. */
    private void skip() {
        int i = start;
        while (i < position) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            startOffset += TextBytes.length(point);
            if (point == '\n') {
                startLine++;
            }
        }
        start = position;
    }

    /** The character here, as Go reads it. */
    private int point() {
        if (position >= text.length()) {
            return END;
        }
        int point = text.codePointAt(position);
        return TextBytes.isStray(point) ? 0xFFFD : point;
    }

    private int charAt(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }

    private boolean isLeftTrim(int at) {
        return charAt(at) == '-' && isSpace(charAt(at + 1));
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int point) {
        return point != END && (point == '_' || Character.isLetter(point) || Character.isDigit(point));
    }

    /** As Go's {@code %#U} prints it. */
    private static String named(int point) {
        String number = String.format(Locale.ROOT, "U+%04X", point);
        return GoQuote.isPrintable(point) ? number + " '" + Character.toString(point) + "'" : number;
    }
}
