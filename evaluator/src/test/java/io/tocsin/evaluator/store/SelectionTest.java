package io.tocsin.evaluator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SearchMeter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The index finds what looking at every series would find. */
final class SelectionTest {
    private static final List<String> NAMES = List.of("__name__", "job", "instance", "code", "path");
    private static final List<String> PATTERNS = List.of(
            "",
            ".*",
            ".+",
            "v1",
            "v1|v2",
            "v1|v2|",
            "v1|nothing",
            "v.*",
            ".*1",
            "v[0-3]",
            "(v1|v2).?",
            "v\\d+",
            "w.*",
            "v1.+",
            ".*1.*",
            "^v1$",
            "|v3",
            "(v2)?");

    private final MemoryStore store = new MemoryStore(new StoreLimits(3_600_000, 100_000), 64);
    private final List<Labels> known = new ArrayList<>();

    @Test
    void select_randomMatchers_findsWhatTheMatchersAccept() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            change(random, seed);
            for (int i = 0; i < 60; i++) {
                List<Matcher> matchers = matchers(random);
                List<Labels> found = labels(matchers);
                assertThat(found).as("seed %d, %s", seed, matchers).doesNotHaveDuplicates();
                assertThat(new HashSet<>(found))
                        .as("seed %d, %s", seed, matchers)
                        .isEqualTo(known.stream()
                                .filter(labels -> matchers.stream().allMatch(matcher -> matcher.matches(labels)))
                                .collect(Collectors.toSet()));
            }
        }
        assertThat(store.statistics().seriesRemoved()).isPositive();
    }

    @Test
    void select_twice_hasTheSameOrder() throws Exception {
        change(new Random(1), 0);
        List<Matcher> all = List.of(Matcher.of(MatchType.REGEX, "job", ".+"));

        assertThat(labels(all)).isNotEmpty().isEqualTo(labels(all));
    }

    @Test
    void labels_randomMatchers_areThoseOfTheSeries() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            change(random, seed);
            for (int i = 0; i < 20; i++) {
                List<Matcher> matchers = random.nextInt(4) == 0 ? List.of() : matchers(random);
                List<Labels> expected = known.stream()
                        .filter(labels -> matchers.stream().allMatch(matcher -> matcher.matches(labels)))
                        .toList();
                String name = NAMES.get(random.nextInt(NAMES.size()));

                assertThat(store.labelValues(name, 0, Long.MAX_VALUE, matchers, SearchMeter.endless()))
                        .isEqualTo(expected.stream()
                                .map(labels -> labels.get(name))
                                .filter(value -> !value.isEmpty())
                                .distinct()
                                .sorted()
                                .toList());
                assertThat(store.labelNames(0, Long.MAX_VALUE, matchers, SearchMeter.endless()))
                        .isEqualTo(expected.stream()
                                .flatMap(labels -> labels.asMap().keySet().stream())
                                .distinct()
                                .sorted()
                                .toList());
            }
        }
    }

    @Test
    void labels_otherTimes_areNotThere() throws Exception {
        change(new Random(1), 0);

        assertThat(store.labelNames(0, 10, List.of(), SearchMeter.endless())).isEmpty();
        assertThat(store.labelValues("job", 0, 10, List.of(), SearchMeter.endless()))
                .isEmpty();
        assertThat(store.labelValues("nothing", 0, Long.MAX_VALUE, List.of(), SearchMeter.endless()))
                .isEmpty();
    }

    /** Adds series, and lets most of the older ones go. */
    private void change(Random random, int round) throws SampleSink.SeriesLimitException {
        long now = 1_700_000_000_000L + round * 3_000_000L;
        Map<Labels, Long> times = new HashMap<>();
        SampleSink.Batch batch = store.begin(now);
        for (Labels labels : known) {
            if (random.nextInt(3) == 0) {
                times.put(labels, now);
            }
        }
        for (int i = 0; i < 60; i++) {
            times.put(labels(random), now);
        }
        for (Labels labels : times.keySet()) {
            batch.add(batch.series(labels), now, 1);
        }
        batch.commit();
        // Half of the rounds leave the series of the round before where they are.
        if (random.nextBoolean()) {
            store.sweep(now + 3_600_000);
            known.clear();
        } else {
            known.removeAll(times.keySet());
        }
        known.addAll(times.keySet());
    }

    private static Labels labels(Random random) {
        Labels.Builder labels = new Labels.Builder();
        labels.add("__name__", "v" + random.nextInt(6));
        for (String name : NAMES.subList(1, NAMES.size())) {
            if (random.nextInt(4) > 0) {
                labels.add(name, (random.nextInt(5) == 0 ? "w" : "v") + random.nextInt(14));
            }
        }
        return labels.build();
    }

    private static List<Matcher> matchers(Random random) {
        List<Matcher> matchers = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(12) == 0 ? "absent" : NAMES.get(random.nextInt(NAMES.size()));
            MatchType type = SamplesOfSeries.any(random, MatchType.values());
            String value = type.isRegex()
                    ? PATTERNS.get(random.nextInt(PATTERNS.size()))
                    : SamplesOfSeries.any(random, "v1", "v2", "w3", "", "nothing");
            matchers.add(i % 2 == 0 ? Matcher.of(type, name, value) : Matcher.spanningLines(type, name, value));
        }
        return matchers;
    }

    private List<Labels> labels(List<Matcher> matchers) {
        List<Labels> found = new ArrayList<>();
        store.select(0, Long.MAX_VALUE, matchers).forEach(series -> found.add(series.labels()));
        return found;
    }
}
