package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Text that is no matcher, or no list of matchers. The message is in the original's words.
 *
 * <p>Carries no stack trace: it is an answer, not a fault, and text may be wrong in thousands of places.
 */
public final class MatcherSyntaxException extends IllegalArgumentException {
    /** Stands for a column that is not known: the classic grammar does not say where it failed. */
    public static final int UNKNOWN = -1;

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String HINT = "write name=\"value\"; the operators are =, !=, =~ and !~";

    private final int start;
    private final int end;
    private final String detail;
    private final String hint;

    MatcherSyntaxException(String message) {
        this(message, UNKNOWN, UNKNOWN, HINT);
    }

    MatcherSyntaxException(String message, int start, int end) {
        this(message, start, end, HINT);
    }

    MatcherSyntaxException(String message, int start, int end, String hint) {
        super(message);
        this.start = start;
        this.end = end;
        this.detail = withoutColumns(message, start, end);
        this.hint = requireNonNull(hint, "hint");
    }

    /** @param cause what is told of it in detail, where that is another such exception */
    MatcherSyntaxException(String message, int start, int end, @Nullable Throwable cause) {
        super(message, cause);
        this.start = start;
        this.end = end;
        this.detail = cause instanceof MatcherSyntaxException known ? known.detail : message;
        this.hint = cause instanceof MatcherSyntaxException known ? known.hint : HINT;
    }

    /** @param detail what is wrong with {@code pattern} taken alone */
    private MatcherSyntaxException(
            String message, MatcherToken place, String detail, LabelPattern.InvalidPatternException cause) {
        super(message, cause);
        this.start = place.start();
        this.end = place.end();
        this.detail = detail;
        this.hint = "put \\\\ in front of a sign such as . ( [ * + ? where it stands for itself";
    }

    /** @param value the token that holds the expression */
    static MatcherSyntaxException ofPattern(
            String pattern, MatcherToken value, LabelPattern.InvalidPatternException cause) {
        return new MatcherSyntaxException(
                "failed to create matcher: " + cause.getMessage(),
                value,
                LabelPattern.problemOf(pattern, false).orElse(String.valueOf(cause.getMessage())),
                cause);
    }

    // Not synchronized, as the overridden one is: it changes nothing.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }

    private static String withoutColumns(String message, int start, int end) {
        String columns = start + ":" + end + ": ";
        return message.startsWith(columns) ? message.substring(columns.length()) : message;
    }

    /** The first code point of the span at fault, counted from 0, or {@link #UNKNOWN}. */
    public int start() {
        return start;
    }

    /** The code point behind the span at fault, counted from 0, or {@link #UNKNOWN}. */
    public int end() {
        return end;
    }

    /** What is wrong, without the place: as the grammar says that knows the place, where there are two. */
    String detail() {
        return detail;
    }

    /** How to put it right. */
    String hint() {
        return hint;
    }
}
