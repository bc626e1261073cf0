package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LabelGroupsTest {
    private static final Budget BUDGET = new Budget(new QueryLimits(1, 1, QueryLimits.Patience.ENDLESS));

    private static final List<LabelSubset> SUBSETS = List.of(
            LabelSubset.only(List.of()),
            LabelSubset.only(List.of("b", "a")),
            LabelSubset.only(List.of("__name__", "c")),
            LabelSubset.without(List.of("b")),
            LabelSubset.withoutNameAnd(List.of()),
            LabelSubset.withoutNameAnd(List.of("a", "d")));

    @Test
    void add_randomLabels_sameNumberExactlyIfThePartIsTheSame() throws QueryException {
        Random random = new Random(7);
        for (LabelSubset subset : SUBSETS) {
            LabelGroups groups = new LabelGroups(subset, BUDGET);
            Map<Labels, Integer> expected = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                Labels labels = labels(random);
                int known = expected.computeIfAbsent(subset.of(labels), part -> expected.size());
                assertThat(groups.add(labels)).isEqualTo(known);
                assertThat(groups.find(labels)).isEqualTo(known);
                assertThat(groups.common(known)).isEqualTo(subset.of(labels));
            }
        }
    }

    @Test
    void find_unknown_isNegative() throws QueryException {
        LabelGroups groups = new LabelGroups(LabelSubset.only(List.of("a")), BUDGET);
        groups.add(Labels.of("a", "1"));
        assertThat(groups.find(Labels.of("a", "2"))).isNegative();
        assertThat(groups.find(Labels.EMPTY)).isNegative();
    }

    /** "Aa" and "BB" have the same hash, and so have all texts of them that are as long. */
    @Test
    void add_manyOfTheSameHash_asksForPatience() {
        LabelGroups groups = new LabelGroups(LabelSubset.only(List.of("a")), new Budget(new QueryLimits(1, 1, () -> {
            throw new QueryException(QueryException.Reason.TIMEOUT, "enough");
        })));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1 << 12; i++) {
                        String value = Integer.toBinaryString(i | 1 << 12)
                                .replace("0", "Aa")
                                .replace("1", "BB");
                        groups.add(Labels.of("a", value));
                    }
                })
                .hasMessage("enough");
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
