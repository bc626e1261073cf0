package io.tocsin.evaluator.store;

import io.tocsin.evaluator.series.Cardinality.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Keeps the largest of many counts. Used by one thread. */
final class LargestCounts {
    private static final Comparator<Count> LARGEST_FIRST =
            Comparator.comparingInt(Count::count).reversed().thenComparing(Count::name);

    private final int most;
    private final PriorityQueue<Count> kept = new PriorityQueue<>(LARGEST_FIRST.reversed());

    /** @param most how many are kept; {@code > 0} */
    LargestCounts(int most) {
        this.most = most;
    }

    /** @param name asked for only where it matters */
    void add(Supplier<String> name, int count) {
        if (kept.size() < most) {
            kept.add(new Count(name.get(), count));
            return;
        }
        if (count < kept.element().count()) {
            return;
        }
        Count added = new Count(name.get(), count);
        if (LARGEST_FIRST.compare(added, kept.element()) < 0) {
            kept.remove();
            kept.add(added);
        }
    }

    List<Count> all() {
        List<Count> all = new ArrayList<>(kept);
        all.sort(LARGEST_FIRST);
        return all;
    }
}
