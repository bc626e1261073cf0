package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

/**
 * How the built-in evaluator fares; what rules come to is kept in the storage, and fares as that does. Immutable.
 *
 * @param file its configuration
 * @param series that are stored
 * @param seriesMax how many may be
 */
public record EvaluatorCondition(String file, Targets targets, Rules rules, long series, long seriesMax) {
    private static final int TWENTIETHS = 20;

    /**
     * @param all that are scraped
     * @param down of which the last scrape failed
     */
    public record Targets(int all, int down) {}

    /**
     * @param failing of which the last evaluation failed
     * @param withoutSeries that have a selector that no series matches
     */
    public record Rules(int all, int failing, int withoutSeries) {}

    public EvaluatorCondition {
        requireNonNull(file, "file");
        requireNonNull(targets, "targets");
        requireNonNull(rules, "rules");
    }

    /** How full the store is, in twentieths: it changes seldom. */
    int fullness() {
        return seriesMax <= 0 ? 0 : (int) (series * TWENTIETHS / seriesMax);
    }
}
