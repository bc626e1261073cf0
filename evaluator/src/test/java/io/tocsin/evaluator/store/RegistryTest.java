package io.tocsin.evaluator.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RegistryTest {
    private static final int SERIES = 100;

    /** As many of the last ones as make an index sparse. */
    private static final int KEPT = 10;

    private final Registry registry = new Registry(1_000, 0);
    private final List<MemorySeries> all = IntStream.range(0, SERIES)
            .mapToObj(i -> new MemorySeries(Labels.of("__name__", "x", "i", "" + i)))
            .toList();

    /** Memory may run out while a new index is made. */
    @Test
    void remove_afterARenumberingThatWasGivenUp_removesThatSeriesOnly() {
        makeSparse();
        assertThat(requireNonNull(registry.renumbering()).advance(SERIES - 1)).isFalse();

        registry.remove(all.subList(SERIES - 2, SERIES - 1));

        assertThat(present())
                .containsExactlyElementsOf(IntStream.range(SERIES - KEPT, SERIES)
                        .filter(i -> i != SERIES - 2)
                        .mapToObj(all::get)
                        .toList());
    }

    @Test
    void remove_afterARenumbering_removesThatSeriesOnly() {
        makeSparse();
        assertThat(requireNonNull(registry.renumbering()).advance(SERIES)).isTrue();
        assertThat(registry.index().limit()).isEqualTo(KEPT);

        registry.remove(all.subList(SERIES - 2, SERIES - 1));

        assertThat(present()).hasSize(KEPT - 1).doesNotContain(all.get(SERIES - 2));
    }

    private void makeSparse() {
        all.forEach(registry::add);
        registry.publish();
        registry.remove(all.subList(0, SERIES - KEPT));
    }

    private List<MemorySeries> present() {
        SeriesIndex index = registry.index();
        return IntStream.range(0, index.limit())
                .filter(id -> index.series(id) != null)
                .mapToObj(id -> requireNonNull(index.series(id)))
                .toList();
    }
}
