package io.tocsin.core.template.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The braces that are open in the <code>${</code> of template literals.
 *
 * @param depths of each <code>${</code> that is open, outermost first, how many braces are open in it
 * @param isUsed there has been one: derived names tell that, and nothing else does
 */
record Braces(List<Integer> depths, boolean isUsed) {
    /** Deviation D-220: the original has no bound, and ends with the whole process when templates go on for ever. */
    private static final int DEPTH_MAX = 100;

    static final Braces UNUSED = new Braces(List.of(), false);

    Braces {
        depths = List.copyOf(depths);
    }

    boolean isInLiteral() {
        return !depths.isEmpty();
    }

    /**
     * Behind <code>${</code>.
     *
     * @throws MarkupException if it is nested deeper than anybody means
     */
    Braces enter() throws MarkupException {
        if (depths.size() == DEPTH_MAX) {
            throw new MarkupException("template literals nested deeper than " + DEPTH_MAX + " levels");
        }
        List<Integer> deeper = new ArrayList<>(depths);
        deeper.add(0);
        return new Braces(deeper, true);
    }

    /** Behind a brace that opens. */
    Braces open() {
        return innermost(depths.get(depths.size() - 1) + 1);
    }

    /** Whether a brace that closes belongs to the <code>${</code>. */
    boolean isAtEnd() {
        return depths.get(depths.size() - 1) == 0;
    }

    /** Behind a brace that closes. */
    Braces close() {
        return isAtEnd()
                ? new Braces(depths.subList(0, depths.size() - 1), true)
                : innermost(depths.get(depths.size() - 1) - 1);
    }

    private Braces innermost(int depth) {
        List<Integer> changed = new ArrayList<>(depths);
        changed.set(changed.size() - 1, depth);
        return new Braces(changed, true);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Braces braces && depths.equals(braces.depths);
    }

    @Override
    public int hashCode() {
        return depths.hashCode();
    }

    /** As Go prints it. */
    @Override
    public String toString() {
        return depths.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
    }
}
