package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LabelGroupsTest {
    private static final List<LabelSubset> SUBSETS = List.of(
            LabelSubset.only(List.of()),
            LabelSubset.only(List.of("b", "a")),
            LabelSubset.only(List.of("__name__", "c")),
            LabelSubset.without(List.of("b")),
            LabelSubset.withoutNameAnd(List.of()),
            LabelSubset.withoutNameAnd(List.of("a", "d")));

    @Test
    void add_randomLabels_sameNumberExactlyIfThePartIsTheSame() {
        Random random = new Random(7);
        for (LabelSubset subset : SUBSETS) {
            LabelGroups groups = new LabelGroups(subset);
            Map<Labels, Integer> expected = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                Labels labels = labels(random);
                int known = expected.computeIfAbsent(subset.of(labels), part -> expected.size());
                assertThat(groups.add(labels)).isEqualTo(known);
                assertThat(groups.find(labels)).isEqualTo(known);
                assertThat(groups.common(known)).isEqualTo(subset.of(labels));
            }
            assertThat(groups.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void find_unknown_isNegative() {
        LabelGroups groups = new LabelGroups(LabelSubset.only(List.of("a")));
        groups.add(Labels.of("a", "1"));
        assertThat(groups.find(Labels.of("a", "2"))).isNegative();
        assertThat(groups.find(Labels.EMPTY)).isNegative();
    }

    /** Values that would run into one another if they were only put together. */
    private static Labels labels(Random random) {
        Labels.Builder builder = new Labels.Builder();
        for (String name : List.of("__name__", "a", "b", "c", "d")) {
            if (random.nextInt(3) > 0) {
                builder.add(name, "x".repeat(1 + random.nextInt(3)));
            }
        }
        return builder.build();
    }
}
