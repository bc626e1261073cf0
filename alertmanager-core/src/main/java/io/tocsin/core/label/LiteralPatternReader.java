package io.tocsin.core.label;

import io.tocsin.core.label.LiteralPattern.Alternative;
import io.tocsin.core.label.LiteralPattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads regexes that are {@link LiteralPattern}s, and gives up on all others. Not thread-safe; used once. */
final class LiteralPatternReader {
    private static final String SPECIAL = ".*+?()[]{}^$";

    private final boolean spansLines;
    private final List<Alternative> alternatives = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private Wildcard before = Wildcard.NOTHING;
    private Wildcard after = Wildcard.NOTHING;

    /** @param spansLines whether wildcards match newlines */
    LiteralPatternReader(boolean spansLines) {
        this.spansLines = spansLines;
    }

    Optional<List<Alternative>> read(String source) {
        if (!Utf8.isEncodable(source)) {
            return Optional.empty();
        }
        String body = withoutGroup(withoutAnchors(source));
        for (int i = 0; i < body.length(); ) {
            int length = readAt(body, i);
            if (length == 0) {
                return Optional.empty();
            }
            i += length;
        }
        return endAlternative() ? Optional.of(alternatives) : Optional.empty();
    }

    /** The whole value has to match anyway, so anchors at the ends say nothing. */
    private static String withoutAnchors(String source) {
        int start = 0;
        int end = source.length();
        while (start < end && source.charAt(start) == '^') {
            start++;
        }
        while (end > start && source.charAt(end - 1) == '$' && !isEscaped(source, end - 1)) {
            end--;
        }
        return source.substring(start, end);
    }

    /** Takes off one group around everything; what is not exactly that fails later, at a parenthesis. */
    private static String withoutGroup(String source) {
        int end = source.length() - 1;
        if (!source.startsWith("(") || !source.endsWith(")") || isEscaped(source, end)) {
            return source;
        }
        int start = source.startsWith("(?:") ? 3 : 1;
        // A group without its closing parenthesis has nothing to take off: "(?:)" is the shortest of its kind.
        return start <= end ? withoutAnchors(source.substring(start, end)) : source;
    }

    private static boolean isEscaped(String source, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && source.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** How many characters were understood at {@code at}; 0 if the engine is needed. */
    private int readAt(String body, int at) {
        char c = body.charAt(at);
        if (c == '|') {
            return endAlternative() ? 1 : 0;
        }
        if (c == '\\') {
            boolean isPunctuation = at + 1 < body.length() && isPunctuation(body.charAt(at + 1));
            return isPunctuation && append(body.charAt(at + 1)) ? 2 : 0;
        }
        if (body.startsWith(".*", at)) {
            return wildcard(Wildcard.ANYTHING) ? 2 : 0;
        }
        if (body.startsWith(".+", at)) {
            return wildcard(Wildcard.SOMETHING) ? 2 : 0;
        }
        return SPECIAL.indexOf(c) < 0 && append(c) ? 1 : 0;
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7F && !LabelName.isDigit(c) && (c == '_' || !LabelName.isLetter(c));
    }

    private boolean append(char c) {
        literal.append(c);
        return after == Wildcard.NOTHING;
    }

    private boolean wildcard(Wildcard wildcard) {
        if (literal.isEmpty() && before == Wildcard.NOTHING) {
            before = wildcard;
            return true;
        }
        boolean isFirstBehind = after == Wildcard.NOTHING;
        after = wildcard;
        return isFirstBehind;
    }

    private boolean endAlternative() {
        boolean isBetween = before != Wildcard.NOTHING && after != Wildcard.NOTHING;
        // Between two wildcards, a newline or nothing at all would need a search of its own.
        boolean isSimple = !isBetween || !literal.isEmpty() && (spansLines || literal.indexOf("\n") < 0);
        alternatives.add(new Alternative(before, literal.toString(), after, spansLines));
        literal.setLength(0);
        before = Wildcard.NOTHING;
        after = Wildcard.NOTHING;
        return isSimple;
    }
}
