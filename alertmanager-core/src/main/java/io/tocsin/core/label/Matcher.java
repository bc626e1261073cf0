package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A test of one label's value. An absent label counts as the empty string. Immutable.
 *
 * <p>Prints its canonical form, of which route and group keys are made: {@code name="value"} with OpenMetrics escapes,
 * or both sides quoted as Go does when the name needs it.
 *
 * @see "Upstream: pkg/labels.Matcher, v0.34.0"
 */
public final class Matcher implements Comparable<Matcher> {
    private static final Comparator<Matcher> ORDER = Comparator.comparing(Matcher::name, Utf8.ORDER)
            .thenComparing(Matcher::value, Utf8.ORDER)
            .thenComparing(Matcher::type);

    private final MatchType type;
    private final String name;
    private final String value;
    private final @Nullable LabelPattern pattern;

    private Matcher(MatchType type, String name, String value, @Nullable LabelPattern pattern) {
        this.type = requireNonNull(type, "type");
        this.name = requireNonNull(name, "name");
        this.value = requireNonNull(value, "value");
        this.pattern = pattern;
    }

    /**
     * @throws LabelPattern.InvalidPatternException if {@code type} is a regex type and {@code value} is no RE2 pattern
     */
    public static Matcher of(MatchType type, String name, String value) {
        return new Matcher(type, name, value, type.isRegex() ? LabelPattern.compile(value) : null);
    }

    /** The matcher that accepts what this one refuses. */
    public Matcher negated() {
        return new Matcher(MatchType.of(type.isRegex(), type.isNegative()), name, value, pattern);
    }

    /**
     * A matcher as PromQL understands it: in its regex a dot matches newlines too.
     *
     * @throws LabelPattern.InvalidPatternException if {@code type} is a regex type and {@code value} is no RE2 pattern
     * @see LabelPattern#compileSpanningLines
     */
    public static Matcher spanningLines(MatchType type, String name, String value) {
        return new Matcher(type, name, value, type.isRegex() ? LabelPattern.compileSpanningLines(value) : null);
    }

    public MatchType type() {
        return type;
    }

    public String name() {
        return name;
    }

    public String value() {
        return value;
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    /**
     * Texts of which one begins, or is, every value that matches: what an index can file this matcher under.
     *
     * @return empty where there is no such list, as for all negative matchers; no text in it is empty unless it is whole
     */
    public List<ValueStart> starts() {
        if (type.isNegative()) {
            return List.of();
        }
        return pattern == null ? List.of(new ValueStart(value, true)) : pattern.starts();
    }

    /**
     * Texts of which every value that matches contains one, for an index that finds no better in {@link #starts}.
     *
     * @return empty where there is no such list, as for all negative matchers; no text in it is empty
     */
    public List<String> requiredTexts() {
        return type.isNegative() || pattern == null ? List.of() : pattern.requiredTexts();
    }

    /** See {@link LabelPattern#cost}; 0 without a regex. */
    long cost() {
        return pattern == null ? 0 : pattern.cost();
    }

    /** About how many steps {@link #matches(String)} takes at most for each character of a value; {@code > 0}. */
    public long stepsPerCharacter() {
        return pattern == null ? 1 : pattern.stepsPerCharacter();
    }

    /** @param candidate the label's value, empty when the label is absent */
    public boolean matches(String candidate) {
        boolean agrees = pattern == null ? value.equals(candidate) : pattern.matches(candidate);
        return agrees != type.isNegative();
    }

    @Override
    public int compareTo(Matcher other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher that
                && type == that.type
                && name.equals(that.name)
                && value.equals(that.value)
                && Objects.equals(pattern, that.pattern);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + value.hashCode()) + type.hashCode();
    }

    @Override
    public String toString() {
        return canonical(type, name, value);
    }

    /** The canonical form of a matcher whose regex need not be one that can be compiled here. */
    public static String canonical(MatchType type, String name, String value) {
        StringBuilder printed = new StringBuilder();
        print(type, name, value, printed);
        return printed.toString();
    }

    private static void print(MatchType type, String name, String value, StringBuilder out) {
        out.append(printedName(name)).append(type.operator()).append(printedValue(name, value));
    }

    /** The name as it stands in the canonical form: quoted where it has to be. */
    public static String printedName(String name) {
        return needsQuotes(name) ? GoQuote.quote(name) : name;
    }

    /** The value as it stands in the canonical form of a matcher of the label {@code name}, with its quotes. */
    public static String printedValue(String name, String value) {
        return needsQuotes(name) ? GoQuote.quote(value) : '"' + escape(value) + '"';
    }

    /** Prints a list: {@code {a="b",c=~"d"}}, in the order given. */
    public static String printAll(Collection<Matcher> matchers) {
        StringBuilder printed = new StringBuilder("{");
        for (Matcher matcher : matchers) {
            if (printed.length() > 1) {
                printed.append(',');
            }
            print(matcher.type, matcher.name, matcher.value, printed);
        }
        return printed.append('}').toString();
    }

    private static boolean needsQuotes(String name) {
        // Those that are reserved are no pairs of characters.
        for (int i = 0; i < name.length(); i++) {
            if (isReserved(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Characters that end an unquoted name or value in the UTF-8 grammar. */
    static boolean isReserved(int point) {
        return switch (point) {
            case '{', '}', '!', '=', '~', ',', '\\', '"', '\'', '`' -> true;
            default -> isSpace(point);
        };
    }

    /** Go's unicode.IsSpace. */
    static boolean isSpace(int point) {
        return switch (point) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> point >= 0x2000 && point <= 0x200A;
        };
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
