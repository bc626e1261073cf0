package io.tocsin.core.label;

import java.util.List;

/**
 * Finds the literal with which every match of a regex begins, as in {@code db-[0-9]+}. Gives up rather than guess. Not
 * thread-safe; used once.
 */
final class EnginePrefix {
    private static final String PUNCTUATION_WITH_MEANING = ".*+?()[]{}^$|";

    private final String source;
    private final StringBuilder prefix = new StringBuilder();

    private EnginePrefix(String source) {
        this.source = source;
    }

    /** Empty, or the one prefix. */
    static List<ValueStart> of(String source) {
        if (!Utf8.isEncodable(source) || isAlternation(source)) {
            return List.of();
        }
        String text = new EnginePrefix(source).read();
        return text.isEmpty() ? List.of() : List.of(new ValueStart(text, false));
    }

    /** Whether alternatives stand side by side outside of groups, or may do so. */
    private static boolean isAlternation(String source) {
        int depth = 0;
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '|' -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                case '(' -> depth++;
                case ')' -> depth--;
                // What stands in a class or behind \Q means something else; such patterns are seldom, so none is read.
                case '\\' -> {
                    i++;
                    if (i < source.length() && source.charAt(i) == 'Q') {
                        return true;
                    }
                }
                case '[' -> i = endOfClass(source, i);
                default -> {}
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    private static int endOfClass(String source, int start) {
        int end = start + 1;
        if (source.startsWith("^", end)) {
            end++;
        }
        // A bracket that comes first is a member.
        end++;
        while (end < source.length() && source.charAt(end) != ']') {
            boolean isNamed = source.startsWith("[:", end) && source.indexOf(":]", end) > 0;
            end = isNamed ? source.indexOf(":]", end) + 2 : end + (source.charAt(end) == '\\' ? 2 : 1);
        }
        return end;
    }

    private String read() {
        int at = 0;
        while (source.startsWith("^", at)) {
            at++;
        }
        while (at < source.length()) {
            int length = literalAt(at);
            if (length == 0) {
                break;
            }
            at += length;
            boolean mayBeMissing = at < source.length() && "*?{".indexOf(source.charAt(at)) >= 0;
            if (mayBeMissing) {
                prefix.setLength(prefix.offsetByCodePoints(prefix.length(), -1));
                break;
            }
        }
        return prefix.toString();
    }

    /** Takes over one literal character; 0 if there is none at {@code at}. */
    private int literalAt(int at) {
        int point = source.codePointAt(at);
        if (point == '\\') {
            boolean isPunctuation =
                    at + 1 < source.length() && PUNCTUATION_WITH_MEANING.indexOf(source.charAt(at + 1)) >= 0;
            if (isPunctuation) {
                prefix.append(source.charAt(at + 1));
            }
            return isPunctuation ? 2 : 0;
        }
        if (point < 0x80 && PUNCTUATION_WITH_MEANING.indexOf(point) >= 0) {
            return 0;
        }
        prefix.appendCodePoint(point);
        return Character.charCount(point);
    }
}
