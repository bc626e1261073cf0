package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.MetricName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of the labels that sets are told apart by: some of them, or all but some. Compares and hashes that part where it
 * lies, so that nothing is made for a set that is like another.
 */
final class LabelSubset {
    /** More names than these are not compared one by one. */
    private static final int COMPARED_MAX = 16;

    /** Empty if there are too many. */
    private final String[] names;

    private final Set<String> manyNames;
    private final boolean keeps;

    private LabelSubset(List<String> names, boolean keeps) {
        boolean areMany = names.size() > COMPARED_MAX;
        this.names = areMany ? new String[0] : names.toArray(new String[0]);
        this.manyNames = areMany ? new HashSet<>(names) : Set.of();
        this.keeps = keeps;
    }

    /** Only the labels of these names. */
    static LabelSubset only(List<String> names) {
        return new LabelSubset(names, true);
    }

    /** All but the labels of these names; the metric's name is like any other. */
    static LabelSubset without(List<String> names) {
        return new LabelSubset(names, false);
    }

    /** All but the metric's name and the labels of these names. */
    static LabelSubset withoutNameAnd(List<String> names) {
        String[] all = new String[names.size() + 1];
        all[0] = MetricName.LABEL;
        for (int i = 0; i < names.size(); i++) {
            all[i + 1] = names.get(i);
        }
        return new LabelSubset(List.of(all), false);
    }

    boolean has(String name) {
        for (String listed : names) {
            if (listed.equals(name)) {
                return keeps;
            }
        }
        return manyNames.contains(name) == keeps;
    }

    /** Equal for sets that are the same in this part. */
    int hash(Labels labels) {
        int hash = 1;
        for (int i = 0; i < labels.size(); i++) {
            if (has(labels.name(i))) {
                hash = 31 * (31 * hash + labels.name(i).hashCode())
                        + labels.value(i).hashCode();
            }
        }
        return hash;
    }

    boolean isSame(Labels left, Labels right) {
        int at = 0;
        for (int i = 0; i < left.size(); i++) {
            if (has(left.name(i))) {
                at = next(right, at);
                if (at == right.size()
                        || !left.name(i).equals(right.name(at))
                        || !left.value(i).equals(right.value(at))) {
                    return false;
                }
                at++;
            }
        }
        return next(right, at) == right.size();
    }

    private int next(Labels labels, int from) {
        int at = from;
        while (at < labels.size() && !has(labels.name(at))) {
            at++;
        }
        return at;
    }

    /** The part itself. */
    Labels of(Labels labels) {
        return labels.filter(this::has);
    }
}
