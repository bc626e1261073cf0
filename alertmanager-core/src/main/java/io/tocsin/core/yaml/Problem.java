package io.tocsin.core.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something wrong, or odd, at one place of a file.
 *
 * <p>Prints {@code <file>:<line>:<column>: <path>: <message>}, for a warning with {@code warning:} before the path,
 * and the hint on a line of its own. Never holds the text of a secret.
 *
 * @param path keys and indexes that lead to the place, such as {@code route.routes[2].group_wait}; empty for the file
 * @param message what is wrong, what was expected and what was found
 * @param hint one concrete fix
 * @param original what the original says here, where it is an error there
 */
public record Problem(
        Severity severity,
        Position position,
        String path,
        String message,
        Optional<String> hint,
        Optional<Original> original) {

    public Problem {
        requireNonNull(severity, "severity");
        requireNonNull(position, "position");
        requireNonNull(path, "path");
        requireNonNull(message, "message");
        requireNonNull(hint, "hint");
        requireNonNull(original, "original");
    }

    /** An error without a hint, or with {@code hint} empty for none. */
    static Problem error(Position position, String path, String message, String hint, Original original) {
        return new Problem(Severity.ERROR, position, path, message, some(hint), Optional.of(original));
    }

    static Problem warning(Position position, String path, String message, String hint) {
        return new Problem(Severity.WARNING, position, path, message, some(hint), Optional.empty());
    }

    private static Optional<String> some(String hint) {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(position.toString()).append(": ");
        if (!isError()) {
            text.append("warning: ");
        }
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(message);
        hint.ifPresent(fix -> text.append("\n    hint: ").append(fix));
        return text.toString();
    }

    /** Whether a problem stops the load. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /**
     * The original's words for a problem, which its clients may match on.
     *
     * @param text without the {@code line N:} that type errors carry there
     */
    public record Original(Stage stage, String text) {
        public Original {
            requireNonNull(stage, "stage");
            requireNonNull(text, "text");
        }
    }

    /** When the original finds a problem, which decides which one it reports. */
    public enum Stage {
        /** The text is no YAML: nothing else is reported. */
        SYNTAX,
        /** A value is of the wrong type or a key is unknown: all of them are listed. */
        TYPE,
        /** A value is refused while it is decoded: reported alone, and before type errors. */
        VALUE,
        /** Values contradict each other: reported alone, and only in a file without type errors. */
        WHOLE
    }
}
