package io.tocsin.core.label;

/**
 * Bounds what all regular expressions of one request cost together, so that it takes a fraction of a second to compile
 * them. One alone never exceeds it. Not thread-safe; one for each request.
 */
public final class PatternBudget {
    /** Instructions of the regex engine. */
    private static final long COST_MAX = 2L * RegexLimits.SIZE_MAX;

    private long spent;

    /** @return whether there was enough left for {@code pattern} */
    public boolean spend(LabelPattern pattern) {
        return spend(pattern.cost());
    }

    /** @return whether there was enough left for {@code matcher}; one without a regex costs nothing */
    public boolean spend(Matcher matcher) {
        return spend(matcher.cost());
    }

    private boolean spend(long cost) {
        spent += cost;
        return spent <= COST_MAX;
    }
}
