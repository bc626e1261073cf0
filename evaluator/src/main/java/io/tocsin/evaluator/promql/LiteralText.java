package io.tocsin.evaluator.promql;

import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.PrometheusDuration;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What the tokens of numbers, durations and strings stand for. The lexer has looked at their form already. */
final class LiteralText {
    private static final double NANOS = 1e9;
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private LiteralText() {}

    /** @throws PromqlSyntaxException if it is no number, or one that is too large */
    static double number(Token token, TokenStream tokens) throws PromqlSyntaxException {
        String text = token.text().toLowerCase(Locale.ROOT);
        if (text.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equals("nan")) {
            return Double.NaN;
        }
        if (!hasGoodUnderscores(text)) {
            throw noNumber(token, tokens, "invalid syntax");
        }
        return number(text.replace("_", ""), token, tokens);
    }

    private static double number(String text, Token token, TokenStream tokens) throws PromqlSyntaxException {
        if (text.startsWith("0x")) {
            String digits = text.substring(2);
            boolean isInteger = !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            if (isInteger && new BigInteger(digits, 16).compareTo(LONG_MAX) <= 0) {
                return Long.parseLong(digits, 16);
            }
            throw noNumber(token, tokens, "invalid syntax");
        }
        boolean isOctal =
                text.length() > 1 && text.startsWith("0") && text.chars().allMatch(c -> c >= '0' && c <= '7');
        if (isOctal && new BigInteger(text, 8).compareTo(LONG_MAX) <= 0) {
            return Long.parseLong(text, 8);
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw noNumber(token, tokens, "value out of range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw noNumber(token, tokens, "invalid syntax");
        }
    }

    private static PromqlSyntaxException noNumber(Token token, TokenStream tokens, String why) {
        return tokens.error(
                token.span(),
                "error parsing number: strconv.ParseFloat: parsing " + GoQuote.quote(token.text()) + ": " + why);
    }

    /** Each stands between digits, of which the sign of a base counts as one. */
    private static boolean hasGoodUnderscores(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '_') {
                boolean isBehindOne = i > 0 && isDigitOrBase(text.charAt(i - 1));
                boolean isBeforeOne = i + 1 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0;
                if (!isBehindOne || !isBeforeOne) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isDigitOrBase(char c) {
        return c == 'x' || Character.digit(c, 16) >= 0;
    }

    /**
     * A duration in seconds.
     *
     * @throws PromqlSyntaxException if its units are wrong, or it is longer than 292 years
     */
    static double seconds(Token token, TokenStream tokens) throws PromqlSyntaxException {
        try {
            Duration duration = PrometheusDuration.parse(token.text());
            return duration.getSeconds() + duration.getNano() / NANOS;
        } catch (DurationSyntaxException e) {
            throw tokens.error(token.span(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a quoted text says. Bytes that are no UTF-8 become lone surrogates from U+DC80 to U+DCFF.
     *
     * @param quoted with its quotes
     */
    static String unquote(String quoted) {
        String body = quoted.substring(1, quoted.length() - 1);
        if (quoted.startsWith("`") || body.indexOf('\\') < 0) {
            return body;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length());
        for (int i = 0; i < body.length(); ) {
            int point = body.codePointAt(i);
            i += Character.charCount(point);
            if (point == '\\') {
                i = unescape(body, i, bytes);
            } else {
                write(point, bytes);
            }
        }
        return BrokenUtf8.decode(bytes.toByteArray());
    }

    /** @return where the text goes on */
    private static int unescape(String body, int at, ByteArrayOutputStream bytes) {
        char c = body.charAt(at);
        int digits = switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        if (digits > 0) {
            int code = Integer.parseInt(body.substring(at + 1, at + 1 + digits), 16);
            if (c == 'x') {
                bytes.write(code);
            } else {
                write(code, bytes);
            }
            return at + 1 + digits;
        }
        if (c >= '0' && c <= '7') {
            bytes.write(Integer.parseInt(body.substring(at, at + 3), 8));
            return at + 3;
        }
        write(
                switch (c) {
                    case 'a' -> 0x07;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'v' -> 0x0B;
                    default -> c;
                },
                bytes);
        return at + 1;
    }

    private static void write(int point, ByteArrayOutputStream bytes) {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }
}
