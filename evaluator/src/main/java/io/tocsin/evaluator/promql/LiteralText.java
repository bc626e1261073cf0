package io.tocsin.evaluator.promql;

import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.template.format.FloatReader;
import io.tocsin.core.template.value.CallException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tokens of numbers, durations and strings stand for. The lexer has looked at their form already. */
final class LiteralText {
    private static final double NANOS = 1e9;
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]([0-9a-fA-F_]+)");
    private static final Pattern OCTAL = Pattern.compile("0([0-7_]+)");

    private LiteralText() {}

    /** @throws PromqlSyntaxException if it is no number, or one that is too large */
    static double number(Token token, TokenStream tokens) throws PromqlSyntaxException {
        String text = token.text();
        OptionalLong whole = whole(HEXADECIMAL, text, 16);
        if (whole.isEmpty()) {
            whole = whole(OCTAL, text, 8);
        }
        if (whole.isPresent()) {
            return whole.getAsLong();
        }
        try {
            return FloatReader.parse(text);
        } catch (CallException e) {
            throw tokens.error(token.span(), "error parsing number: " + e.getMessage());
        }
    }

    /** Empty for what has another form, and what is beyond 64 bits: the original tries whole numbers first. */
    private static OptionalLong whole(Pattern form, String text, int base) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches() || text.contains("__") || text.endsWith("_")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(matcher.group(1).replace("_", ""), base));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
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
