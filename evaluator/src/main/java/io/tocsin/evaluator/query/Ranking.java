package io.tocsin.evaluator.query;

import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the series with the largest or the smallest values of a group, at each step anew; NaN only if there is not
 * enough else. Keeps the heap as the original does, so that of equal values the same ones are selected.
 *
 * @see "Upstream: promql/engine.go aggregationK; Go: container/heap"
 */
final class Ranking {
    private final boolean isLargest;
    private final Budget budget;

    /** A heap with the worst at its root: which members are selected. */
    private int[] heap = new int[16];

    private int size;
    private double[] values = new double[0];

    Ranking(boolean isLargest, Budget budget) {
        this.isLargest = isLargest;
        this.budget = budget;
    }

    /**
     * Adds the selected series of one group, with the values of the steps where they are selected; for a single step the
     * best first.
     */
    void select(List<Column> members, Scalars sizes, Steps steps, List<Column> into) throws QueryException {
        double[][] selected = new double[members.size()][];
        values = new double[members.size()];
        for (int step = 0; step < steps.count(); step++) {
            budget.work(members.size());
            fill((int) Math.max(0, Math.min(sizes.at(step), members.size())), members, step);
            if (steps.count() == 1) {
                addSorted(members, into);
                return;
            }
            for (int i = 0; i < size; i++) {
                int member = heap[i];
                if (selected[member] == null) {
                    budget.takeColumn(steps.count());
                    selected[member] = Column.empty(steps.count());
                }
                selected[member][step] = values[member];
            }
        }
        for (int member = 0; member < selected.length; member++) {
            if (selected[member] != null) {
                into.add(members.get(member).with(selected[member]));
            }
        }
    }

    private void fill(int wanted, List<Column> members, int step) {
        size = 0;
        if (heap.length < wanted) {
            heap = new int[wanted];
        }
        for (int member = 0; member < members.size() && wanted > 0; member++) {
            double value = members.get(member).values()[step];
            if (StaleMarker.is(value)) {
                continue;
            }
            values[member] = value;
            if (size < wanted) {
                heap[size++] = member;
                rise(size - 1);
            } else if (isBetter(value, values[heap[0]])) {
                heap[0] = member;
                sink();
            }
        }
    }

    private void addSorted(List<Column> members, List<Column> into) {
        List<Integer> order = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            order.add(heap[i]);
        }
        order.sort((left, right) -> {
            if (isBetter(values[left], values[right])) {
                return -1;
            }
            return isBetter(values[right], values[left]) ? 1 : 0;
        });
        for (int member : order) {
            into.add(members.get(member));
        }
    }

    private boolean isBetter(double value, double other) {
        return (isLargest ? value > other : value < other) || Double.isNaN(other) && !Double.isNaN(value);
    }

    /** Whether the one at a place of the heap belongs nearer to the root than the one at another. */
    private boolean isWorse(int place, int other) {
        double value = values[heap[place]];
        double than = values[heap[other]];
        return Double.isNaN(value) || (isLargest ? value < than : value > than);
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && isWorse(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink() {
        int at = 0;
        while (2 * at + 1 < size) {
            int worst = 2 * at + 1;
            if (worst + 1 < size && isWorse(worst + 1, worst)) {
                worst++;
            }
            if (!isWorse(worst, at)) {
                return;
            }
            swap(at, worst);
            at = worst;
        }
    }

    private void swap(int left, int right) {
        int held = heap[left];
        heap[left] = heap[right];
        heap[right] = held;
    }
}
