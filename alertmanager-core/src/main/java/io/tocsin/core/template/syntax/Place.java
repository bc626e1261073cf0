package io.tocsin.core.template.syntax;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.value.TextBytes;

/**
 * Where a part of a template stands, as errors tell it.
 *
 * @param source what errors call the text that it was parsed from: a file's name, or empty
 * @param line from 1
 * @param column bytes before it in its line
 */
public record Place(String source, int line, int column) {
    public Place {
        requireNonNull(source, "source");
    }

    public static Place of(Tree tree, Node node) {
        return of(tree.source(), tree.text(), node.offset());
    }

    /** @param offset bytes before it in {@code text} */
    static Place of(String source, String text, int offset) {
        int line = 1;
        int column = 0;
        int bytes = 0;
        int i = 0;
        while (bytes < offset && i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            bytes += TextBytes.length(point);
            boolean isLineEnd = point == '\n';
            line += isLineEnd ? 1 : 0;
            column = isLineEnd ? 0 : column + TextBytes.length(point);
        }
        return new Place(source, line, column);
    }

    /** As Go prints it: {@code file.tmpl:3:14}. */
    @Override
    public String toString() {
        return source + ':' + line + ':' + column;
    }
}
