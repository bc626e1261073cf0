package io.tocsin.core.template.syntax;

import static java.util.Objects.requireNonNull;

/**
 * A defined template.
 *
 * @param name as {@code {{ template }}} calls it
 * @param source what errors call the text that it was parsed from: a file's name, or empty
 * @param text the whole text that it was parsed from, to find lines and columns
 */
public record Tree(String name, String source, String text, Node.Block root) {
    public Tree {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(text, "text");
        requireNonNull(root, "root");
    }

    /** Whether there is nothing in it but white space: then it does not replace another definition. */
    public boolean isEmpty() {
        return root.statements().stream().allMatch(s -> s instanceof Node.Text literal && isSpace(literal.text()));
    }

    /** Go's {@code unicode.IsSpace}. */
    private static boolean isSpace(String text) {
        return text.codePoints().allMatch(c -> Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c == 0x85);
    }
}
