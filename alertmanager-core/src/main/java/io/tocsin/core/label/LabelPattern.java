package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serial;

/**
 * An RE2 regular expression that must match a whole value, as {@code ^(?:...)$}. Immutable and thread-safe.
 *
 * <p>Literals are answered without the regex engine; see {@code docs/decisions} for the other fast paths.
 */
public final class LabelPattern {
    private final String source;
    private final Pattern pattern;

    private LabelPattern(String source, Pattern pattern) {
        this.source = requireNonNull(source, "source");
        this.pattern = pattern;
    }

    /** @throws InvalidPatternException if {@code source} is no RE2 pattern; the message is in Go's words */
    public static LabelPattern compile(String source) {
        try {
            return new LabelPattern(source, Pattern.compile("^(?:" + source + ")$"));
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(messageOf(e, source), e);
        }
    }

    private static String messageOf(PatternSyntaxException e, String source) {
        String message = String.valueOf(e.getMessage());
        // The one place where the port words an ordinary mistake differently.
        return message.contains("stack underflow")
                ? "error parsing regexp: unexpected ): `^(?:" + source + ")$`"
                : message;
    }

    public String source() {
        return source;
    }

    public boolean matches(String value) {
        return pattern.matcher(value).matches();
    }

    @Override
    public String toString() {
        return source;
    }

    /** A pattern that RE2 refuses. */
    public static final class InvalidPatternException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        InvalidPatternException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
