package io.tocsin.evaluator.promql;

/** Text that is no expression. The message is {@code line:column: parse error: what}, as the original words it. */
public final class PromqlSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Span span;

    /** @param message with line and column, both from 1 */
    public PromqlSyntaxException(String message, Span span) {
        super(message);
        this.span = span;
    }

    /** What is wrong, for whoever can underline it. */
    public Span span() {
        return span;
    }
}
