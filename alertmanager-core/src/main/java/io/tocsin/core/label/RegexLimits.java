package io.tocsin.core.label;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What Go's regexp refuses and its Java port does not. Mostly bounds: without them a filter of fifty characters could
 * ask for a program of a thousand million steps, and one of some thousand parentheses for more stack than there is. Not
 * thread-safe; used once.
 *
 * @see "Go: regexp/syntax maxHeight, repeatIsValid and ErrInvalidEscape"
 */
final class RegexLimits {
    /** Go allows ten times as many; but the port compiles them by recursion, and a thread's stack may be small. */
    private static final int DEPTH_MAX = 100;

    private static final int REPEATS_MAX = 1000;

    private final String source;

    /** Per group that is open: how often the most repeated part of it stands there. */
    private final Deque<Integer> groups = new ArrayDeque<>();

    private int position;

    /** The same of the innermost open group, and of the piece before {@code position}. */
    private int inGroup = 1;

    private int piece = 1;

    private RegexLimits(String source) {
        this.source = source;
    }

    /** What exceeds a bound or escapes what cannot be escaped, in Go's words; empty if nothing does. */
    static Optional<String> exceededBy(String source) {
        return new RegexLimits(source).check();
    }

    private Optional<String> check() {
        while (position < source.length()) {
            char c = source.charAt(position++);
            switch (c) {
                case '\\' -> {
                    if (isForeign(position)) {
                        return Optional.of(invalidEscape(position));
                    }
                    skipEscape();
                }
                case '[' -> {
                    int foreign = skipClass();
                    if (foreign >= 0) {
                        return Optional.of(invalidEscape(foreign));
                    }
                }
                case '(' -> {
                    open();
                    if (groups.size() > DEPTH_MAX) {
                        return Optional.of("expression nests too deeply: `" + source + "`");
                    }
                }
                case ')' -> close();
                case '{' -> {
                    int start = position - 1;
                    repeat();
                    if (inGroup > REPEATS_MAX) {
                        return Optional.of("invalid repeat count: `" + source.substring(start, position) + "`");
                    }
                }
                default -> piece = 1;
            }
        }
        return Optional.empty();
    }

    /** Whether a character beyond ASCII is at {@code at}: a backslash before it means nothing. */
    private boolean isForeign(int at) {
        return at < source.length() && source.charAt(at) > 0x7F;
    }

    private String invalidEscape(int at) {
        return "invalid escape sequence: `\\" + Character.toString(source.codePointAt(at)) + "`";
    }

    private void skipEscape() {
        if (source.startsWith("Q", position)) {
            int end = source.indexOf("\\E", position);
            position = end < 0 ? source.length() : end + 2;
        } else {
            position++;
        }
        piece = 1;
    }

    /** @return where a character stands that cannot be escaped, but is; -1 for nowhere */
    private int skipClass() {
        int end = position;
        if (source.startsWith("^", end)) {
            end++;
        }
        // A bracket that comes first is a member.
        if (source.startsWith("]", end)) {
            end++;
        }
        while (end < source.length() && source.charAt(end) != ']') {
            boolean isEscape = source.charAt(end) == '\\';
            if (isEscape && isForeign(end + 1)) {
                return end + 1;
            }
            end += isEscape ? 2 : 1;
        }
        position = Math.min(end + 1, source.length());
        piece = 1;
        return -1;
    }

    private void open() {
        groups.push(inGroup);
        inGroup = 1;
        piece = 1;
    }

    private void close() {
        piece = inGroup;
        if (!groups.isEmpty()) {
            inGroup = Math.max(groups.pop(), piece);
        }
    }

    /** Steps over <code>{2}</code>, <code>{2,}</code> or <code>{2,3}</code>; other braces are literals. */
    private void repeat() {
        int end = source.indexOf('}', position);
        String[] bounds =
                end < 0 ? new String[0] : source.substring(position, end).split(",", 2);
        int times = 0;
        for (String bound : bounds) {
            boolean isNumber =
                    !bound.isEmpty() && bound.length() <= 4 && bound.chars().allMatch(c -> c >= '0' && c <= '9');
            times = isNumber ? Math.max(times, Integer.parseInt(bound)) : times;
        }
        if (times > 1 && times <= REPEATS_MAX) {
            position = end + 1;
            inGroup = Math.max(inGroup, piece * times);
            piece = 1;
        }
    }
}
