package io.tocsin.evaluator.scrape;

import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.series.SampleSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scrapes all targets there are: begins with those that come, goes on with those that stay, ends those that go. Changes
 * come on one thread at a time; {@link #targets} and {@link #metadata} may be asked on any.
 */
public final class Scraper {
    private final TargetScraper.Surroundings surroundings;

    /** Replaced as a whole, so that readers on other threads see all of it. In the order in which targets were given. */
    private volatile Map<Key, TargetScraper> scrapers = Map.of();

    /** What a target says of its metrics. */
    public record TargetMetadata(String job, ScrapeTarget target, List<MetricMetadata> metrics) {
        public TargetMetadata {
            metrics = List.copyOf(metrics);
        }
    }

    private record Key(String job, ScrapeTarget target) {}

    /**
     * @param memory what may be remembered of answers
     * @param seed differs between servers that scrape the same targets, so that they do so at different times
     * @param listener is told what becomes of scrapes
     */
    public Scraper(
            SampleSink sink,
            ScrapeClient client,
            ScrapeTimers timers,
            TextMemory memory,
            long seed,
            ScrapeListener listener) {
        this.surroundings = new TargetScraper.Surroundings(sink, client, timers, memory, seed, listener);
    }

    /** Scrapes these from now on. Targets that were there before go on without a gap, changed settings as well. */
    public void update(List<ScrapePool> pools) {
        Map<Key, TargetScraper> before = scrapers;
        Map<Key, TargetScraper> after = new LinkedHashMap<>();
        List<TargetScraper> begun = new ArrayList<>();
        for (ScrapePool pool : pools) {
            String refusal = refusal(pool);
            for (ScrapeTarget target : pool.targets()) {
                Key key = new Key(pool.config().jobName(), target);
                TargetScraper known = before.get(key);
                if (known != null) {
                    known.reconfigure(pool.config(), refusal);
                    after.put(key, known);
                } else if (!after.containsKey(key)) {
                    TargetScraper scraper = new TargetScraper(pool.config(), target, refusal, surroundings);
                    after.put(key, scraper);
                    begun.add(scraper);
                }
            }
        }
        scrapers = after;
        before.forEach((key, scraper) -> {
            if (!after.containsKey(key)) {
                scraper.end();
            }
        });
        begun.forEach(scraper -> scraper.start(surroundings.seed()));
    }

    private static String refusal(ScrapePool pool) {
        ScrapeConfig config = pool.config();
        long limit = config.limits().targetsMax();
        long count = pool.targets().stream().distinct().count();
        return limit > 0 && count > limit
                ? String.format(Locale.ROOT, "target_limit exceeded (number of targets: %d, limit: %d)", count, limit)
                : "";
    }

    /** Stops. Series are not ended: the server may be back soon. */
    public void close() {
        scrapers.values().forEach(TargetScraper::stop);
    }

    /** In the order in which they were given. */
    public List<TargetStatus> targets() {
        return scrapers.values().stream()
                .map(scraper -> scraper.loop().status())
                .toList();
    }

    /** In the order in which the targets were given. */
    public List<TargetMetadata> metadata() {
        List<TargetMetadata> all = new ArrayList<>();
        scrapers.forEach((key, scraper) -> all.add(
                new TargetMetadata(key.job(), key.target(), scraper.loop().metadata())));
        return all;
    }
}
