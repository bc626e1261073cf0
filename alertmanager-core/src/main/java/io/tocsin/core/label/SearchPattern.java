package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;

/**
 * An RE2 regular expression that is looked for anywhere in a text, and may replace what it finds. Immutable and
 * thread-safe. {@link LabelPattern} is the one that matches a whole value.
 */
public final class SearchPattern {
    private final Pattern engine;
    private final long cost;

    private SearchPattern(Pattern engine, long cost) {
        this.engine = requireNonNull(engine, "engine");
        this.cost = cost;
    }

    /** Is told of a replacement before it is made, and may end it by an exception. */
    public interface Meter {
        /** @param length of the replacement, which is read for everything that is found */
        void replaces(int length);

        /**
         * @param more characters that come next
         * @param made characters that there are
         */
        void makes(long more, int made);
    }

    /** @throws InvalidPatternException if {@code source} is no RE2 pattern; the message is in Go's words */
    public static SearchPattern compile(String source) {
        RegexLimits.exceededBySearch(source).ifPresent(what -> {
            throw new InvalidPatternException("error parsing regexp: " + what, null);
        });
        try {
            return new SearchPattern(Pattern.compile(source), RegexLimits.costOf(source));
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(LabelPattern.messageOf(e, source), e);
        } catch (StackOverflowError e) {
            throw new InvalidPatternException("error parsing regexp: expression too large", e);
        }
    }

    /** Instructions of the regex engine: what it takes to compile, and at most for each character read; {@code > 0}. */
    public long cost() {
        return Math.max(1, cost);
    }

    /** @param text is read as often as the search needs, one character after the other */
    public boolean isFoundIn(CharSequence text) {
        return engine.matcher(text).find();
    }

    /**
     * {@code text} with {@code replacement} in the place of everything that is found. As in Go an empty find right behind
     * another one does not count.
     *
     * @param text is read as often as the search needs, which is many times where each find needs a look at the rest
     * @param replacement may name groups, as {@code $1} and <code>${name}</code>; see {@link RegexReplacement}
     */
    public String replaceAll(CharSequence text, String replacement, Meter meter) {
        RegexReplacement template = RegexReplacement.parse(replacement);
        Matcher matcher = engine.matcher(text);
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            result.append(text, copied, matcher.start());
            if (matcher.end() > copied || matcher.start() == 0) {
                meter.replaces(replacement.length());
                meter.makes(template.length(matcher), result.length());
                template.append(result, matcher);
            }
            copied = matcher.end();
            from = Math.max(copied, after(text, from));
        }
        return result.append(text, copied, text.length()).toString();
    }

    private static int after(CharSequence text, int at) {
        return at < text.length() ? at + Character.charCount(Character.codePointAt(text, at)) : at + 1;
    }
}
