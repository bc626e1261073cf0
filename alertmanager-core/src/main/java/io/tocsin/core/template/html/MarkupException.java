package io.tocsin.core.template.html;

import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Tree;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What keeps a template from being escaped, in Go's words. */
final class MarkupException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Tree tree;
    private final transient @Nullable Node node;
    private final boolean isLocated;
    private final int line;

    private MarkupException(String description, @Nullable Tree tree, @Nullable Node node, boolean isLocated, int line) {
        super(description, null, true, false);
        this.tree = tree;
        this.node = node;
        this.isLocated = isLocated;
        this.line = line;
    }

    /** A mistake in text that does not know its place. */
    MarkupException(String description) {
        this(description, null, null, false, 0);
    }

    /** The same, found at {@code text}, which Go's message does not tell. */
    MarkupException in(Tree of, Node text) {
        return new MarkupException(description(), of, text, false, line);
    }

    /** The same, found at {@code place}. */
    MarkupException at(Tree of, Node place) {
        return new MarkupException(description(), of, place, true, line);
    }

    /** The same, found under a circumstance. */
    MarkupException when(String circumstance, int onLine) {
        return new MarkupException(circumstance + description(), tree, node, isLocated, onLine);
    }

    String description() {
        return String.valueOf(getMessage());
    }

    /** The template in whose text it is; null if it is in none. */
    @Nullable
    Tree tree() {
        return tree;
    }

    /** The part of the template that it is in. */
    @Nullable
    Node node() {
        return node;
    }

    /** Whether Go's message tells the place. */
    boolean isLocated() {
        return isLocated;
    }

    /** What Go's message tells instead of the place; 0 for nothing. */
    int line() {
        return line;
    }
}
