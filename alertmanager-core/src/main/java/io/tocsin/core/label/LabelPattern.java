package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An RE2 regular expression that must match a whole value, as {@code ^(?:...)$}. Immutable and thread-safe. Two are equal if
 * their sources are, and they understand a dot alike.
 *
 * <p>Literals, alternations, and what begins with, ends with or contains a literal are answered without the regex
 * engine: those are most of what is in use, and cost some hundred times less this way. So are values that lack a text
 * which the pattern requires.
 */
public final class LabelPattern {
    private static final int QUICK_LENGTH = 128;

    private static final String ANCHORED = "(?:";
    private static final String ANCHORED_SPANNING_LINES = "(?s:";

    private final String source;

    /** Whether a dot matches a newline too. */
    private final boolean spansLines;

    private final @Nullable LiteralPattern literal;

    /** One of these matches; none of them is there if the pattern is literal. */
    private final List<Pattern> engines;

    private final RequiredText required;

    /** In instructions of the regex engine; 0 where that is not asked. */
    private final long cost;

    private LabelPattern(String source, boolean spansLines, @Nullable LiteralPattern literal, List<Pattern> engines) {
        this.source = requireNonNull(source, "source");
        this.spansLines = spansLines;
        this.literal = literal;
        this.engines = List.copyOf(engines);
        this.required = engines.isEmpty() ? RequiredText.NONE : RequiredText.of(source);
        this.cost = engines.isEmpty() ? 0 : RegexLimits.costOf(source);
    }

    /** @throws InvalidPatternException if {@code source} is no RE2 pattern; the message is in Go's words */
    public static LabelPattern compile(String source) {
        LiteralPattern simple = LiteralPattern.of(source).orElse(null);
        return new LabelPattern(source, false, simple, simple == null ? engines(source, ANCHORED) : List.of());
    }

    /**
     * As PromQL understands patterns: {@code ^(?s:...)$}, where a dot matches newlines too.
     *
     * @throws InvalidPatternException if {@code source}, taken alone, is no RE2 pattern; the message is in Go's words
     */
    public static LabelPattern compileSpanningLines(String source) {
        LiteralPattern simple = LiteralPattern.spanningLines(source).orElse(null);
        return new LabelPattern(source, true, simple, simple == null ? enginesSpanningLines(source) : List.of());
    }

    /** What is right alone is right within the group, and the other way round but for what closes it: one compiles. */
    private static List<Pattern> enginesSpanningLines(String source) {
        try {
            List<Pattern> engines = engines(source, ANCHORED_SPANNING_LINES);
            problemOf(source, true).ifPresent(problem -> {
                throw new InvalidPatternException(problem, null);
            });
            return engines;
        } catch (InvalidPatternException e) {
            throw problemOf(source, false)
                    .map(problem -> new InvalidPatternException(problem, e))
                    .orElse(e);
        }
    }

    /**
     * Whether {@link #compile} takes about a millisecond at most, whatever else {@code source} says: it is short, and
     * repeats nothing by count. Others take up to half a second.
     */
    public static boolean compilesQuickly(CharSequence source) {
        return source.length() <= QUICK_LENGTH && source.chars().noneMatch(c -> c == '{');
    }

    /** Whether values are compared with texts alone, so that neither compiling nor matching costs anything. */
    public static boolean isLiteral(String source) {
        return LiteralPattern.of(source).isPresent();
    }

    /** What it takes to compile and to match, in instructions of the regex engine; 0 where that is not asked. */
    long cost() {
        return cost;
    }

    /** About how many steps {@link #matches} takes at most for each character of a value. */
    long stepsPerCharacter() {
        return literal != null ? 1L + literal.open().size() : 1 + cost;
    }

    private static List<Pattern> engines(String source, String group) {
        RegexLimits.exceededBy(source).ifPresent(what -> {
            throw new InvalidPatternException("error parsing regexp: " + what, null);
        });
        try {
            List<Pattern> engines = new ArrayList<>();
            for (String part : RegexAlternatives.parts(source)) {
                engines.add(Pattern.compile(anchored(part, group)));
            }
            return engines;
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(messageOf(e, anchored(source, group)), e);
        } catch (StackOverflowError e) {
            throw new InvalidPatternException("error parsing regexp: expression too large", e);
        }
    }

    private static String anchored(String source, String group) {
        return "^" + group + source + ")$";
    }

    /** @param given what was compiled */
    static String messageOf(PatternSyntaxException e, String given) {
        String message = String.valueOf(e.getMessage());
        // The two places where the port words an ordinary mistake differently.
        if (message.contains("stack underflow")) {
            return "error parsing regexp: unexpected ): `" + given + "`";
        }
        return message.endsWith("trailing backslash at end of expression") ? message + ": ``" : message;
    }

    /**
     * What is wrong with {@code source} taken alone, without the anchors around it: what those who check a pattern before
     * they use it are told. Empty if nothing is.
     *
     * @param isCompiled whether {@link #compile} has taken it already: then hardly anything is left that could be wrong
     * @return in Go's words
     */
    public static Optional<String> problemOf(String source, boolean isCompiled) {
        boolean isKnownGood = isCompiled && !RegexLimits.closesTooMuch(source);
        if (isKnownGood || LiteralPattern.of(source).isPresent()) {
            return Optional.empty();
        }
        Optional<String> exceeded = RegexLimits.exceededBy(source);
        if (exceeded.isPresent()) {
            return exceeded.map(what -> "error parsing regexp: " + what);
        }
        try {
            Pattern.compile(source);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(messageOf(e, source));
        } catch (StackOverflowError e) {
            return Optional.of("error parsing regexp: expression too large");
        }
    }

    public String source() {
        return source;
    }

    /**
     * Texts of which one begins, or is, every value that matches.
     *
     * @return empty where there is no such list; no text in it is empty unless it is whole
     */
    List<ValueStart> starts() {
        return literal != null ? literal.starts() : required.starts();
    }

    /**
     * Texts of which every value that matches contains one.
     *
     * @return empty where there is no such list; no text in it is empty
     */
    List<String> requiredTexts() {
        return literal != null ? literal.requiredTexts() : required.texts();
    }

    /** Whether the regex engine is asked. */
    boolean usesEngine() {
        return literal == null;
    }

    public boolean matches(String value) {
        if (literal != null) {
            return literal.matches(value);
        }
        if (required.isMissingIn(value)) {
            return false;
        }
        // Finds rather than matches: the original searches too, which differs where a stray ")" takes the anchors
        // apart.
        for (int i = 0; i < engines.size(); i++) {
            if (engines.get(i).matcher(value).find()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelPattern that && source.equals(that.source) && spansLines == that.spansLines;
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }

    /** A pattern that RE2 refuses. */
    public static final class InvalidPatternException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        InvalidPatternException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
