package io.tocsin.core.template;

import static java.util.Objects.requireNonNull;

import java.io.Serial;

/** A template that cannot be compiled or rendered. The message is in Go's words and names template, line and column. */
public final class TemplateException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Characters of a message that are kept: those around what it quotes, which may be megabytes. */
    private static final int HEAD_MAX = 1_000;

    private static final int TAIL_MAX = 500;

    private final String template;
    private final int line;
    private final int column;
    private final transient Detail detail;

    /**
     * What failed.
     *
     * @param definition the defined template; empty for the text of a setting, and where nobody knows
     * @param function the function or method that refused what it was given; empty if it was none
     * @param isExhausted whether a rendering took more than it may
     */
    public record Detail(String definition, String function, boolean isExhausted) {
        public static final Detail NONE = new Detail("", "", false);

        public Detail {
            requireNonNull(definition, "definition");
            requireNonNull(function, "function");
        }
    }

    /**
     * @param message {@code template: NAME:LINE:COLUMN: executing "NAME" at <.Foo>: ...}
     * @param template the file or defined template that it is in; empty for the text of a setting
     * @param line from 1; 0 where it is not known
     * @param column bytes before it in its line, as Go counts; -1 where it is not known
     */
    public TemplateException(String message, String template, int line, int column, Detail detail) {
        super(cut(message));
        this.template = requireNonNull(template, "template");
        this.line = line;
        this.column = column;
        this.detail = requireNonNull(detail, "detail");
    }

    public TemplateException(String message, String template, int line, int column) {
        this(message, template, line, column, Detail.NONE);
    }

    /** Deviation D-253: the original quotes whatever there is. */
    private static String cut(String message) {
        if (message.length() <= HEAD_MAX + TAIL_MAX) {
            return message;
        }
        int head = Character.isHighSurrogate(message.charAt(HEAD_MAX - 1)) ? HEAD_MAX - 1 : HEAD_MAX;
        int tail = message.length() - TAIL_MAX;
        tail += Character.isLowSurrogate(message.charAt(tail)) ? 1 : 0;
        return message.substring(0, head) + "..." + message.substring(tail);
    }

    /** The same once more, with a stack trace of its own. */
    public TemplateException again() {
        TemplateException again = new TemplateException(String.valueOf(getMessage()), template, line, column, detail);
        again.initCause(this);
        return again;
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

    public Detail detail() {
        return detail;
    }
}
