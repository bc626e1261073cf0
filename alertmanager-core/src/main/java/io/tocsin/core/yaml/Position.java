package io.tocsin.core.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * A place in a file. Prints {@code file:line:column}.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, counted in code points
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::file)
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    public Position {
        requireNonNull(file, "file");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line, column: " + line + ", " + column + " (expected: >= 1)");
        }
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
