package io.tocsin.core.label;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Go's regexp refuses and its Java port does not, and what the port cannot do within a thread's stack. Mostly
 * bounds: without them a filter of fifty characters could ask for a program of a thousand million steps, and one of some
 * thousand parentheses, or optional pieces in a row, for more stack than there is. What they let pass is safe on every
 * thread, whatever the value. Not thread-safe; used once.
 *
 * @see "Go: regexp/syntax maxHeight, maxSize, repeatIsValid and ErrInvalidEscape"
 */
final class RegexLimits {
    /** Go allows ten times as many; but the port compiles them by recursion, and a thread's stack may be small. */
    private static final int DEPTH_MAX = 100;

    private static final int REPEATS_MAX = 1000;

    /**
     * Instructions. Deviation D-150: Go allows 3 355 443; but a heap of 100 MB has to hold the program too, and the
     * owner of the alerts waits for nobody's compiler.
     */
    static final int SIZE_MAX = 50_000;

    /**
     * Deviation D-150: instructions in a row of which none has to consume a character. Go keeps them on a list; the port
     * goes as deep as there are, with up to 180 bytes of stack for each: a third of the smallest stack that we start
     * threads with, which is 512 KiB.
     */
    private static final int WAY_MAX = 1_000;

    /** Deviation D-150: <code>\p</code> and <code>\P</code>, of which each brings a table of its own. */
    private static final int TABLES_MAX = 500;

    private static final Pattern REPEAT = Pattern.compile("\\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?}");

    private final String source;

    /** Those outside of {@code level}. */
    private final Deque<Level> outer = new ArrayDeque<>();

    private Level level = new Level(false);
    private int position;
    private int tables;
    private boolean isApart;

    /** A group that is open, or the whole expression. */
    private static final class Level {
        final boolean captures;
        private @Nullable RegexShape alternatives;
        private RegexShape before = RegexShape.EMPTY;
        private RegexShape piece = RegexShape.EMPTY;
        private boolean isRepeated;

        Level(boolean captures) {
            this.captures = captures;
        }

        void add(RegexShape next) {
            before = before.then(piece);
            piece = next;
            isRepeated = false;
        }

        /**
         * A second operator right behind the first is a mistake, which the port finds.
         *
         * @return how often the most repeated part of the piece stands in it now
         */
        int repeat(UnaryOperator<RegexShape> how) {
            if (!isRepeated) {
                piece = how.apply(piece);
            }
            isRepeated = true;
            return piece.repeats();
        }

        /** What adds no piece has passed, such as flags: an operator behind it repeats the piece that is before it. */
        void nothingAdded() {
            isRepeated = false;
        }

        void alternative() {
            RegexShape pieces = before.then(piece);
            RegexShape sequence = pieces.size() == 0 ? RegexShape.NOTHING : pieces;
            alternatives = alternatives == null ? sequence : alternatives.or(sequence);
            before = RegexShape.EMPTY;
            piece = RegexShape.EMPTY;
            isRepeated = false;
        }

        RegexShape close() {
            alternative();
            RegexShape all = alternatives == null ? RegexShape.EMPTY : alternatives;
            return captures ? all.captured() : all;
        }
    }

    private RegexLimits(String source) {
        this.source = source;
    }

    /** What exceeds a bound or escapes what cannot be escaped, in Go's words; empty if nothing does. */
    static Optional<String> exceededBy(String source) {
        return new RegexLimits(source).check();
    }

    /** The same for one that the engine gets as a whole, not in parts, and that may have bytes which are no UTF-8. */
    static Optional<String> exceededBySearch(String source) {
        if (source.codePoints().anyMatch(RegexLimits::isSurrogate)) {
            return Optional.of("invalid UTF-8: `" + source + "`");
        }
        Optional<String> exceeded = exceededBy(source);
        return exceeded.isPresent() || shapeOf(source).longestWay() <= WAY_MAX
                ? exceeded
                : Optional.of(tooLarge(source));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static String tooLarge(String source) {
        return "expression too large: `" + source + "`";
    }

    /** Whether {@code source} closes a group that it has not opened, so that anchors around it could make it whole. */
    static boolean closesTooMuch(String source) {
        RegexLimits limits = new RegexLimits(source);
        limits.checkEach();
        return limits.isApart;
    }

    /** What {@code source}, which exceeds nothing, costs: its instructions, a table counting as a hundred of them. */
    static long costOf(String source) {
        RegexLimits limits = new RegexLimits(source);
        limits.checkEach();
        return limits.whole().size() + (long) limits.tables * (SIZE_MAX / TABLES_MAX);
    }

    /** The shape of {@code source}, which exceeds nothing before it ends. */
    static RegexShape shapeOf(String source) {
        RegexLimits limits = new RegexLimits(source);
        limits.checkEach();
        return limits.whole();
    }

    private Optional<String> check() {
        Optional<String> problem = checkEach();
        if (problem.isPresent()) {
            return problem;
        }
        RegexShape whole = whole();
        boolean isTooLarge = whole.size() > SIZE_MAX || tables > TABLES_MAX || longestWay(whole) > WAY_MAX;
        return isTooLarge ? Optional.of(tooLarge(source)) : Optional.empty();
    }

    /** Of the parts in which the engine gets it. */
    private long longestWay(RegexShape whole) {
        List<String> parts = RegexAlternatives.parts(source);
        return parts.size() == 1
                ? whole.longestWay()
                : parts.stream()
                        .mapToLong(part -> shapeOf(part).longestWay())
                        .max()
                        .orElseThrow();
    }

    private Optional<String> checkEach() {
        while (position < source.length()) {
            Optional<String> problem = checkNext(source.charAt(position++));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private RegexShape whole() {
        while (!outer.isEmpty()) {
            close();
        }
        return level.close();
    }

    private Optional<String> checkNext(char c) {
        switch (c) {
            case '\\' -> {
                return escape();
            }
            case '[' -> {
                return characterClass();
            }
            case '(' -> {
                open();
                if (outer.size() > DEPTH_MAX) {
                    return Optional.of("expression nests too deeply: `" + source + "`");
                }
            }
            case ')' -> close();
            case '|' -> level.alternative();
            case '^', '$' -> level.add(RegexShape.ASSERTION);
            case '*' -> operator(RegexShape::zeroOrMore);
            case '+' -> operator(RegexShape::oneOrMore);
            case '?' -> operator(RegexShape::optional);
            case '{' -> {
                return repeat();
            }
            default -> level.add(RegexShape.CHARACTER);
        }
        return Optional.empty();
    }

    // --- escapes and classes ---

    /** Whether a character beyond ASCII is at {@code at}: a backslash before it means nothing. */
    private boolean isForeign(int at) {
        return at < source.length() && source.charAt(at) > 0x7F;
    }

    private String invalidEscape(int at) {
        return "invalid escape sequence: `\\" + Character.toString(source.codePointAt(at)) + "`";
    }

    private Optional<String> escape() {
        if (isForeign(position)) {
            return Optional.of(invalidEscape(position));
        }
        char kind = position < source.length() ? source.charAt(position++) : ' ';
        switch (kind) {
            case 'Q' -> quoted();
            case 'b', 'B', 'A', 'z' -> level.add(RegexShape.ASSERTION);
            case 'p', 'P' -> {
                tables++;
                skipArgument(1);
                level.add(RegexShape.CHARACTER);
            }
            case 'x' -> {
                skipArgument(2);
                level.add(RegexShape.CHARACTER);
            }
            default -> {
                skipOctal(kind);
                level.add(RegexShape.CHARACTER);
            }
        }
        return Optional.empty();
    }

    private void quoted() {
        int end = source.indexOf("\\E", position);
        int textEnd = end < 0 ? source.length() : end;
        level.nothingAdded();
        for (int i = position; i < textEnd; i++) {
            level.add(RegexShape.CHARACTER);
        }
        position = end < 0 ? source.length() : end + 2;
    }

    /** Steps over what is in braces or, without them, over {@code length} characters. */
    private void skipArgument(int length) {
        int end = source.startsWith("{", position) ? source.indexOf('}', position) + 1 : position + length;
        position = Math.min(Math.max(end, position), source.length());
    }

    private void skipOctal(char first) {
        int end = Math.min(position + 2, source.length());
        while (isOctal(first) && position < end && isOctal(source.charAt(position))) {
            position++;
        }
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private Optional<String> characterClass() {
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
                return Optional.of(invalidEscape(end + 1));
            }
            boolean isTable = source.startsWith("\\p", end) || source.startsWith("\\P", end);
            tables += isTable ? 1 : 0;
            end = isEscape ? end + 2 : afterMember(end);
        }
        position = Math.min(end + 1, source.length());
        level.add(RegexShape.CHARACTER);
        return Optional.empty();
    }

    /** Named classes, as <code>[:alpha:]</code>, hold a bracket that ends nothing. */
    private int afterMember(int at) {
        int nameEnd = source.startsWith("[:", at) ? source.indexOf(":]", at + 2) : -1;
        return nameEnd < 0 ? at + 1 : nameEnd + 2;
    }

    // --- groups and repetition ---

    private void open() {
        if (!source.startsWith("?", position)) {
            push(true);
            return;
        }
        int end = position + 1;
        while (end < source.length() && ":)>".indexOf(source.charAt(end)) < 0) {
            end++;
        }
        position = Math.min(end + 1, source.length());
        // Flags that stand alone, as (?i), open nothing.
        if (source.startsWith(")", end)) {
            level.nothingAdded();
        } else {
            push(source.startsWith(">", end));
        }
    }

    private void push(boolean captures) {
        outer.push(level);
        level = new Level(captures);
    }

    /** One too many takes apart the group that the anchors stand around. */
    private void close() {
        RegexShape closed = level.close();
        isApart |= outer.isEmpty();
        level = outer.isEmpty() ? new Level(false) : outer.pop();
        level.add(closed);
    }

    private void operator(UnaryOperator<RegexShape> how) {
        level.repeat(how);
        skipLazy();
    }

    private void skipLazy() {
        if (source.startsWith("?", position)) {
            position++;
        }
    }

    /** Steps over <code>{2}</code>, <code>{2,}</code> or <code>{2,3}</code>; other braces are literals. */
    private Optional<String> repeat() {
        int start = position - 1;
        Matcher counts = REPEAT.matcher(source).region(start, source.length());
        if (!counts.lookingAt()) {
            level.add(RegexShape.CHARACTER);
            return Optional.empty();
        }
        position = counts.end();
        int min = count(counts.group(1));
        int max = counts.group(2) == null ? min : counts.group(3) == null ? -1 : count(counts.group(3));
        if (min > REPEATS_MAX || max > REPEATS_MAX || (max >= 0 && max < min)) {
            // The port says so.
            return Optional.empty();
        }
        int repeats = level.repeat(piece -> piece.times(min, max));
        skipLazy();
        return repeats > REPEATS_MAX
                ? Optional.of("invalid repeat count: `" + source.substring(start, counts.end()) + "`")
                : Optional.empty();
    }

    private static int count(String digits) {
        return digits.length() > 4 ? REPEATS_MAX + 1 : Integer.parseInt(digits);
    }
}
