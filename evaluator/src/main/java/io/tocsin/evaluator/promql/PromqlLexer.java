package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.GoQuote.Escaping;
import java.util.Locale;

/**
 * Cuts the text of an expression into tokens. What letters and colons mean depends on the brackets around them, so it
 * keeps track of those. Not thread-safe; used once.
 *
 * @see "Upstream: promql/parser/lex.go"
 */
final class PromqlLexer {
    private static final int NOTHING = -1;
    private static final String DIGITS = "0123456789";
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

    private final QueryText query;
    private final String text;
    private int position;
    private int start;
    private int parensOpen;
    private boolean isInBraces;
    private boolean isInBrackets;

    /** Right behind a bracket only durations are read; behind the first number the words of messages change. */
    private boolean isInDuration;

    private boolean gotNumber;
    private boolean gotColon;

    PromqlLexer(QueryText query) {
        this.query = query;
        this.text = query.text();
    }

    /** The next token; at the end, and ever after, one of the kind {@link TokenKind#END_OF_INPUT}. */
    Token next() throws PromqlSyntaxException {
        skipBlanks();
        start = position;
        if (isInBraces) {
            return nextInBraces();
        }
        return isInDuration ? nextInDuration() : nextInStatement();
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (isSpace(c)) {
                position++;
            } else if (c == '#' && !isInDuration) {
                skipLine();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (position < text.length() && text.charAt(position) != '\n' && text.charAt(position) != '\r') {
            position++;
        }
    }

    private Token nextInStatement() throws PromqlSyntaxException {
        int c = peek();
        if (isDigit(c) || c == '.' && isDigit(peekAt(1))) {
            return numberOrDuration();
        }
        if (isLetter(c) || c == ':') {
            return isInBrackets ? wordInBrackets() : word();
        }
        position += c == NOTHING ? 0 : Character.charCount(c);
        return switch (c) {
            case NOTHING -> end();
            case ',' -> token(TokenKind.COMMA);
            case '*' -> token(TokenKind.MULTIPLY);
            case '/' -> token(TokenKind.DIVIDE);
            case '%' -> token(TokenKind.MODULO);
            case '+' -> token(TokenKind.ADD);
            case '-' -> token(TokenKind.SUBTRACT);
            case '^' -> token(TokenKind.POWER);
            case '@' -> token(TokenKind.AT);
            case '=' -> equals();
            case '!' -> notEqual();
            case '<' -> comparison(TokenKind.LESS, TokenKind.LESS_OR_EQUAL, TokenKind.TRIM_UPPER);
            case '>' -> comparison(TokenKind.GREATER, TokenKind.GREATER_OR_EQUAL, TokenKind.TRIM_LOWER);
            case '"', '\'' -> string(c);
            case '`' -> rawString();
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '{' -> leftBrace();
            case '[' -> leftBracket();
            case ']' -> rightBracket();
            default -> throw error("unexpected character: " + shown(c));
        };
    }

    private Token end() throws PromqlSyntaxException {
        if (parensOpen > 0) {
            throw error("unclosed left parenthesis");
        }
        if (isInBrackets) {
            throw error("unclosed left bracket");
        }
        return token(TokenKind.END_OF_INPUT);
    }

    private Token equals() throws PromqlSyntaxException {
        if (accept("=")) {
            return token(TokenKind.EQUAL);
        }
        if (peek() == '~') {
            throw error("unexpected character after '=': '~'");
        }
        return token(TokenKind.EQUALS);
    }

    private Token notEqual() throws PromqlSyntaxException {
        if (accept("=")) {
            return token(TokenKind.NOT_EQUAL);
        }
        throw error("unexpected character after '!': " + shown(peek()));
    }

    private Token comparison(TokenKind alone, TokenKind orEqual, TokenKind trim) {
        if (accept("=")) {
            return token(orEqual);
        }
        return token(accept("/") ? trim : alone);
    }

    private Token leftParen() {
        parensOpen++;
        return token(TokenKind.LEFT_PAREN);
    }

    private Token rightParen() throws PromqlSyntaxException {
        if (--parensOpen < 0) {
            throw errorBehind("unexpected right parenthesis ')'");
        }
        return token(TokenKind.RIGHT_PAREN);
    }

    private Token leftBrace() {
        isInBraces = true;
        return token(TokenKind.LEFT_BRACE);
    }

    private Token leftBracket() throws PromqlSyntaxException {
        if (isInBrackets) {
            throw error("unexpected left bracket '['");
        }
        isInBrackets = true;
        isInDuration = true;
        gotNumber = false;
        gotColon = false;
        return token(TokenKind.LEFT_BRACKET);
    }

    private Token rightBracket() throws PromqlSyntaxException {
        if (!isInBrackets) {
            throw error("unexpected right bracket ']'");
        }
        isInBrackets = false;
        isInDuration = false;
        return token(TokenKind.RIGHT_BRACKET);
    }

    private Token nextInDuration() throws PromqlSyntaxException {
        int c = peek();
        if (isDigit(c) || c == '.' && isDigit(peekAt(1))) {
            gotNumber = true;
            isInDuration = false;
            return numberOrDuration();
        }
        if (isLetter(c)) {
            return durationWord("unexpected character in duration expression: " + shown(c));
        }
        position += c == NOTHING ? 0 : Character.charCount(c);
        return switch (c) {
            case NOTHING -> throw error("unexpected end of input in duration expression");
            case ']' -> rightBracket();
            case ':' -> colonInDuration();
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '+' -> token(TokenKind.ADD);
            case '-' -> token(TokenKind.SUBTRACT);
            case '*' -> token(TokenKind.MULTIPLY);
            case '/' -> token(TokenKind.DIVIDE);
            case '%' -> token(TokenKind.MODULO);
            case '^' -> token(TokenKind.POWER);
            case ',' -> token(TokenKind.COMMA);
            default -> throw error("unexpected character in duration expression: " + shown(c));
        };
    }

    private Token colonInDuration() throws PromqlSyntaxException {
        if (!gotNumber) {
            throw errorBehind("unexpected colon before duration in duration expression");
        }
        if (gotColon) {
            throw errorBehind("unexpected repeated colon in duration expression");
        }
        gotColon = true;
        return token(TokenKind.COLON);
    }

    private Token wordInBrackets() throws PromqlSyntaxException {
        int c = peek();
        if (c != ':') {
            return durationWord("unexpected character: " + shown(c) + ", expected ':'");
        }
        position++;
        if (gotColon) {
            throw error("unexpected colon ':'");
        }
        gotColon = true;
        return token(TokenKind.COLON);
    }

    private Token durationWord(String otherwise) throws PromqlSyntaxException {
        acceptLetters();
        TokenKind kind = switch (text.substring(start, position).toLowerCase(Locale.ROOT)) {
            case "step" -> TokenKind.STEP;
            case "range" -> TokenKind.RANGE;
            case "min_of" -> TokenKind.MIN_OF;
            case "max_of" -> TokenKind.MAX_OF;
            default -> throw error(otherwise);
        };
        // A subquery's colon may follow on a duration without any number.
        gotNumber = true;
        return token(kind);
    }

    private void acceptLetters() {
        while (isLetter(peek())) {
            position++;
        }
    }

    private Token word() {
        boolean hasColon = false;
        int c = peek();
        while (isLetter(c) || isDigit(c) || c == ':') {
            hasColon |= c == ':';
            position++;
            c = peek();
        }
        if (hasColon) {
            return token(TokenKind.METRIC_IDENTIFIER);
        }
        TokenKind kind = TokenKind.ofWord(text.substring(start, position)).orElse(TokenKind.IDENTIFIER);
        boolean isFill = kind == TokenKind.FILL || kind == TokenKind.FILL_LEFT || kind == TokenKind.FILL_RIGHT;
        return token(isFill && !isParenNext() ? TokenKind.IDENTIFIER : kind);
    }

    private boolean isParenNext() {
        int at = position;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '(';
    }

    private Token nextInBraces() throws PromqlSyntaxException {
        int c = peek();
        if (isLetter(c)) {
            while (isLetter(peek()) || isDigit(peek())) {
                position++;
            }
            return token(TokenKind.IDENTIFIER);
        }
        position += c == NOTHING ? 0 : Character.charCount(c);
        return switch (c) {
            case NOTHING -> throw error("unexpected end of input inside braces");
            case ',' -> token(TokenKind.COMMA);
            case '"', '\'' -> string(c);
            case '`' -> rawString();
            case '=' -> token(accept("~") ? TokenKind.EQUALS_REGEX : TokenKind.EQUALS);
            case '!' -> negationInBraces();
            case '{' -> throw error("unexpected left brace '{'");
            case '}' -> {
                isInBraces = false;
                yield token(TokenKind.RIGHT_BRACE);
            }
            default -> throw error("unexpected character inside braces: " + shown(c));
        };
    }

    private Token negationInBraces() throws PromqlSyntaxException {
        if (accept("~")) {
            return token(TokenKind.NOT_REGEX);
        }
        if (accept("=")) {
            return token(TokenKind.NOT_EQUAL);
        }
        throw error("unexpected character after '!' inside braces: " + shown(peek()));
    }

    private Token string(int quote) throws PromqlSyntaxException {
        while (true) {
            int c = peek();
            if (c == NOTHING || c == '\n') {
                throw error("unterminated quoted string");
            }
            if (isBroken(c)) {
                throw error("invalid UTF-8 rune");
            }
            position += Character.charCount(c);
            if (c == quote) {
                return token(TokenKind.STRING);
            }
            if (c == '\\') {
                escape(quote);
            }
        }
    }

    private void escape(int quote) throws PromqlSyntaxException {
        int c = peek();
        if (c == NOTHING) {
            throw error("escape sequence not terminated");
        }
        if (c >= '0' && c <= '7') {
            checkCode(number(3, 8), 0xFF);
            return;
        }
        position += Character.charCount(c);
        if (c == quote || "abfnrtv\\".indexOf(c) >= 0) {
            return;
        }
        switch (c) {
            case 'x' -> checkCode(number(2, 16), 0xFF);
            case 'u' -> checkCode(number(4, 16), Character.MAX_CODE_POINT);
            case 'U' -> checkCode(number(8, 16), Character.MAX_CODE_POINT);
            default -> throw error("unknown escape sequence " + GoCharacter.withCode(c));
        }
    }

    private long number(int digits, int radix) throws PromqlSyntaxException {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            int c = peek();
            int digit = c >= 0 && c < 0x80 ? Character.digit(c, radix) : -1;
            if (c == NOTHING) {
                throw error("escape sequence not terminated");
            }
            if (digit < 0) {
                throw error("illegal character " + GoCharacter.withCode(c) + " in escape sequence");
            }
            number = number * radix + digit;
            position++;
        }
        return number;
    }

    private void checkCode(long code, int codeMax) throws PromqlSyntaxException {
        if (code > codeMax || code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw error("escape sequence is an invalid Unicode code point");
        }
    }

    private Token rawString() throws PromqlSyntaxException {
        while (true) {
            int c = peek();
            if (c == NOTHING) {
                throw error("unterminated raw string");
            }
            if (isBroken(c)) {
                throw error("invalid UTF-8 rune");
            }
            position += Character.charCount(c);
            if (c == '`') {
                return token(TokenKind.STRING);
            }
        }
    }

    /** What Go's decoder gives for bytes that are no UTF-8, which it cannot tell from the character itself. */
    private static boolean isBroken(int c) {
        return c == 0xFFFD || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private Token numberOrDuration() throws PromqlSyntaxException {
        if (scanNumber()) {
            return token(TokenKind.NUMBER);
        }
        if (scanRestOfDuration()) {
            return token(TokenKind.DURATION);
        }
        throw error("bad number or duration syntax: " + GoQuote.quote(text.substring(start, position)));
    }

    /** Takes as much as looks like a number, which may be more than is one. */
    private boolean scanNumber() {
        int first = position;
        String digits = DIGITS;
        if (accept("0") && accept("xX")) {
            accept("_");
            digits = HEX_DIGITS;
        }
        boolean isHex = digits.equals(HEX_DIGITS);
        // Of a hexadecimal number an "e" can be both digit and exponent; the original does not ask either.
        accept(".");
        accept(digits);
        boolean hasDot = false;
        boolean hasExponent = false;
        while (is(digits) || is("._eE")) {
            if (hasDot && accept(".")) {
                return false;
            }
            if (hasExponent && accept("eE")) {
                return false;
            }
            if (accept(".")) {
                hasDot = true;
                if (accept("_.") || isHex) {
                    return false;
                }
            } else if (accept("eE")) {
                hasExponent = true;
                accept("+-");
                if (accept("._eE") || peek() == NOTHING) {
                    return false;
                }
            } else if (accept("_")) {
                if (accept("._eE") || peek() == NOTHING) {
                    return false;
                }
            } else {
                acceptRun(digits);
            }
        }
        return position != first && !isLetter(peek()) && !isDigit(peek());
    }

    private boolean scanRestOfDuration() {
        if (!accept("smhdwy")) {
            return false;
        }
        accept("s");
        while (accept(DIGITS)) {
            acceptRun(DIGITS);
            if (!accept("smhdw")) {
                return false;
            }
            accept("s");
        }
        int c = peek();
        if (isLetter(c) || isDigit(c)) {
            position++;
            return false;
        }
        return true;
    }

    private int peek() {
        return position < text.length() ? text.codePointAt(position) : NOTHING;
    }

    private int peekAt(int offset) {
        return position + offset < text.length() ? text.charAt(position + offset) : NOTHING;
    }

    private boolean is(String valid) {
        return position < text.length() && valid.indexOf(text.charAt(position)) >= 0;
    }

    private boolean accept(String valid) {
        boolean isThere = is(valid);
        if (isThere) {
            position++;
        }
        return isThere;
    }

    private void acceptRun(String valid) {
        while (is(valid)) {
            position++;
        }
    }

    private Token token(TokenKind kind) {
        return new Token(kind, text.substring(start, position), new Span(start, position));
    }

    private PromqlSyntaxException error(String what) {
        return query.error(new Span(start, Math.max(start, position)), what);
    }

    /** The original has passed the character already when it finds this. */
    private PromqlSyntaxException errorBehind(String what) {
        return query.error(new Span(position, position), what);
    }

    private static String shown(int c) {
        StringBuilder shown = new StringBuilder();
        GoQuote.appendCharacter(shown, c, Escaping.UNPRINTABLE);
        return shown.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isLetter(int c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
