package io.tocsin.core.template;

import static java.util.Objects.requireNonNull;

import java.io.Serial;

/** A template that cannot be compiled or rendered. The message is in Go's words and names template, line and column. */
public final class TemplateException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;
    private final int column;

    /**
     * @param message {@code template: NAME:LINE:COLUMN: executing "NAME" at <.Foo>: ...}
     * @param template the file or defined template that it is in; empty for the text of a setting
     * @param line from 1; 0 where it is not known
     * @param column bytes before it in its line, as Go counts; -1 where it is not known
     */
    public TemplateException(String message, String template, int line, int column) {
        super(message);
        this.template = requireNonNull(template, "template");
        this.line = line;
        this.column = column;
    }

    /** The file or defined template that it is in; empty for the text of a setting. */
    public String template() {
        return template;
    }

    /** From 1; 0 where it is not known. */
    public int line() {
        return line;
    }

    /** Bytes before it in its line, as Go counts; -1 where it is not known. */
    public int column() {
        return column;
    }
}
