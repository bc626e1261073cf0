package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.Arrays;

/** A series of an intermediate result. Not to be changed once it is handed on: several results may share the values. */
final class Column {
    private final Labels labels;
    private final boolean losesName;

    /** Else they are the store's, and take nothing here. */
    private final boolean hasOwnLabels;

    private final double[] values;

    /**
     * A column with labels of its own.
     *
     * @param losesName whether the name goes at the end of the query; always false if names are not removed late
     * @param values one for each step; {@link StaleMarker} where there is none
     */
    Column(Labels labels, boolean losesName, double[] values) {
        this(labels, losesName, true, values);
    }

    private Column(Labels labels, boolean losesName, boolean hasOwnLabels, double[] values) {
        this.labels = requireNonNull(labels, "labels");
        this.losesName = losesName;
        this.hasOwnLabels = hasOwnLabels;
        this.values = requireNonNull(values, "values");
    }

    /** A series of the store, whose labels it has. */
    static Column selected(Labels labels, double[] values) {
        return new Column(labels, false, false, values);
    }

    /** Values of which none is there. */
    static double[] empty(int steps) {
        double[] values = new double[steps];
        Arrays.fill(values, StaleMarker.VALUE);
        return values;
    }

    Labels labels() {
        return labels;
    }

    boolean losesName() {
        return losesName;
    }

    boolean hasOwnLabels() {
        return hasOwnLabels;
    }

    /** The values themselves. */
    double[] values() {
        return values;
    }

    boolean isAt(int step) {
        return !StaleMarker.is(values[step]);
    }

    /** Another column of the same series. */
    Column with(double[] other) {
        return new Column(labels, losesName, hasOwnLabels, other);
    }
}
