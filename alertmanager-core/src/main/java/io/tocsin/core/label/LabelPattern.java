package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An RE2 regular expression that must match a whole value, as {@code ^(?:...)$}. Immutable and thread-safe.
 *
 * <p>Literals, alternations, and what begins with, ends with or contains a literal are answered without the regex
 * engine: those are most of what is in use, and cost some hundred times less this way.
 */
public final class LabelPattern {
    private final String source;

    /** Exactly one of the two is there. */
    private final @Nullable LiteralPattern literal;

    private final @Nullable Pattern engine;

    private LabelPattern(String source, @Nullable LiteralPattern literal, @Nullable Pattern engine) {
        this.source = requireNonNull(source, "source");
        this.literal = literal;
        this.engine = engine;
    }

    /** @throws InvalidPatternException if {@code source} is no RE2 pattern; the message is in Go's words */
    public static LabelPattern compile(String source) {
        LiteralPattern simple = LiteralPattern.of(source).orElse(null);
        return new LabelPattern(source, simple, simple == null ? engine(source) : null);
    }

    private static Pattern engine(String source) {
        RegexLimits.exceededBy(source).ifPresent(what -> {
            throw new InvalidPatternException("error parsing regexp: " + what, null);
        });
        try {
            Pattern engine = Pattern.compile(anchored(source));
            // Compiling and searching go as deep as there are optional pieces in a row. Found out here, at once, that
            // is a mistake in one matcher; found out with the first alert, it would stop the routing.
            engine.matcher("").find();
            return engine;
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(messageOf(e, source), e);
        } catch (StackOverflowError e) {
            throw new InvalidPatternException("error parsing regexp: expression too large", e);
        }
    }

    private static String anchored(String source) {
        return "^(?:" + source + ")$";
    }

    private static String messageOf(PatternSyntaxException e, String source) {
        String message = String.valueOf(e.getMessage());
        // The one place where the port words an ordinary mistake differently.
        return message.contains("stack underflow")
                ? "error parsing regexp: unexpected ): `" + anchored(source) + "`"
                : message;
    }

    public String source() {
        return source;
    }

    /** Whether the regex engine is asked. */
    boolean usesEngine() {
        return engine != null;
    }

    public boolean matches(String value) {
        if (literal != null) {
            return literal.matches(value);
        }
        // Finds rather than matches: the original searches too, which differs where a stray ")" takes the anchors
        // apart.
        return requireNonNull(engine, "engine").matcher(value).find();
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
