package io.tocsin.core.silence;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import java.util.List;

/**
 * Matchers that have to match all together. Immutable.
 *
 * @param matchers in the order in which they were given, which tells sets apart
 */
public record MatcherSet(List<Matcher> matchers) {
    public MatcherSet {
        matchers = List.copyOf(matchers);
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers: none (expected: at least one)");
        }
    }

    public boolean matches(Labels labels) {
        for (int i = 0; i < matchers.size(); i++) {
            if (!matchers.get(i).matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Prints {@code {a="b",c=~"d"}}. */
    @Override
    public String toString() {
        return Matcher.printAll(matchers);
    }
}
