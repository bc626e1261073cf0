package io.tocsin.core.label;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The matcher grammar from before UTF-8 label names.
 *
 * <p>A matcher is a name {@code [a-zA-Z_:][a-zA-Z0-9_:]*}, an operator and a value, with ASCII whitespace around each.
 * A value may be empty, bare or quoted; only {@code \n}, {@code \"} and {@code \\} are escapes, any other backslash
 * stands for itself. A list is split at commas outside quotes, after one leading and one trailing brace are dropped
 * independently of each other.
 *
 * @see "Upstream: pkg/labels ParseMatcher and ParseMatchers, v0.34.0"
 */
final class ClassicMatcherGrammar {
    private ClassicMatcherGrammar() {}

    static List<Matcher> parseList(String text) {
        List<Matcher> matchers = new ArrayList<>();
        for (String item : split(withoutBraces(text))) {
            matchers.add(parseOne(item));
        }
        return matchers;
    }

    private static String withoutBraces(String text) {
        String rest = text.startsWith("{") ? text.substring(1) : text;
        return rest.endsWith("}") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        boolean inQuotes = false;
        boolean isEscaped = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                // A comma leaves the escape pending, so that \," does not close a quote: so does the original.
                if (!inQuotes) {
                    items.add(text.substring(start, i));
                    start = i + 1;
                }
            } else if (c == '\\') {
                isEscaped = !isEscaped;
            } else {
                if (c == '"' && !isEscaped) {
                    inQuotes = !inQuotes;
                }
                isEscaped = false;
            }
        }
        // Only the last item is trimmed, and only it may be empty: a trailing comma is tolerated.
        String last = trim(text.substring(start));
        if (!last.isEmpty()) {
            items.add(last);
        }
        return items;
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Matcher.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && Matcher.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static Matcher parseOne(String text) {
        int nameStart = skipSpaces(text, 0);
        int nameEnd = nameEnd(text, nameStart);
        int operatorStart = skipSpaces(text, nameEnd);
        MatchType type = nameEnd == nameStart ? null : operatorAt(text, operatorStart);
        if (type == null) {
            throw new MatcherSyntaxException("bad matcher format: " + text);
        }
        int valueStart = skipSpaces(text, operatorStart + type.operator().length());
        String raw = text.substring(valueStart, valueEnd(text, valueStart));
        try {
            return Matcher.of(type, text.substring(nameStart, nameEnd), value(raw));
        } catch (LabelPattern.InvalidPatternException e) {
            throw new MatcherSyntaxException(
                    String.valueOf(e.getMessage()), MatcherSyntaxException.UNKNOWN, MatcherSyntaxException.UNKNOWN, e);
        }
    }

    private static int nameEnd(String text, int start) {
        int i = start;
        while (i < text.length() && isNameCharacter(text.charAt(i), i == start)) {
            i++;
        }
        return i;
    }

    private static boolean isNameCharacter(char c, boolean isFirst) {
        return LabelName.isLetter(c) || c == ':' || !isFirst && LabelName.isDigit(c);
    }

    private static @Nullable MatchType operatorAt(String text, int at) {
        if (text.startsWith("=~", at)) {
            return MatchType.REGEX;
        }
        if (text.startsWith("=", at)) {
            return MatchType.EQUAL;
        }
        if (text.startsWith("!=", at)) {
            return MatchType.NOT_EQUAL;
        }
        return text.startsWith("!~", at) ? MatchType.NOT_REGEX : null;
    }

    private static int valueEnd(String text, int start) {
        int end = text.length();
        while (end > start && isAsciiSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && isAsciiSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** RE2's {@code \s}. */
    private static boolean isAsciiSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static String value(String raw) {
        if (!Utf8.isEncodable(raw)) {
            throw new MatcherSyntaxException("matcher value not valid UTF-8: " + raw);
        }
        boolean isQuoted = raw.startsWith("\"");
        int last = raw.length() - 1;
        boolean isClosed = !isQuoted;
        StringBuilder value = new StringBuilder(raw.length());
        for (int i = isQuoted ? 1 : 0; i <= last; i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i < last) {
                appendEscape(value, raw.charAt(++i));
            } else if (c != '"') {
                value.append(c);
            } else if (isQuoted && i == last) {
                isClosed = true;
            } else {
                throw unescapedQuote(raw);
            }
        }
        if (!isClosed) {
            throw unescapedQuote(raw);
        }
        return value.toString();
    }

    private static void appendEscape(StringBuilder value, char escaped) {
        switch (escaped) {
            case 'n' -> value.append('\n');
            case '"', '\\' -> value.append(escaped);
            default -> value.append('\\').append(escaped);
        }
    }

    private static MatcherSyntaxException unescapedQuote(String raw) {
        return new MatcherSyntaxException("matcher value contains unescaped double quote: " + raw);
    }
}
