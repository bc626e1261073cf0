package io.tocsin.server.prometheus;

import io.tocsin.core.label.Labels;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Targets as the API shows them, at one moment. Times are milliseconds since 1970.
 *
 * @param pools names of all scrape configs, in the order of the file
 * @param dropped as many as are remembered
 * @param droppedCounts all of them, by pool
 */
record TargetView(List<String> pools, List<Active> active, List<Dropped> dropped, Map<String, Integer> droppedCounts) {
    static final TargetView EMPTY = new TargetView(List.of(), List.of(), List.of(), Map.of());

    TargetView {
        pools = List.copyOf(pools);
        active = List.copyOf(active);
        dropped = List.copyOf(dropped);
    }

    /**
     * One that is scraped.
     *
     * @param url as it is asked, with what the configuration puts into it
     * @param lastError empty if there was none
     * @param lastScrape empty before the first
     * @param lastScrapeSeconds how long it took
     * @param health {@code up}, {@code down} or {@code unknown}
     * @param interval as written, and likewise {@code timeout}
     */
    record Active(
            String pool,
            Labels discoveredLabels,
            Labels labels,
            String url,
            String lastError,
            OptionalLong lastScrape,
            double lastScrapeSeconds,
            String health,
            String interval,
            String timeout) {}

    /** One that relabeling has dropped. */
    record Dropped(String pool, Labels discoveredLabels) {}
}
