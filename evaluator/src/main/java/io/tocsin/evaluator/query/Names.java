package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.MetricName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes names away from series, at once or at the end of the query, and makes one series of those that are the same
 * afterwards.
 *
 * @param isDelayed whether names go at the end
 */
record Names(boolean isDelayed) {
    static final String SAME_LABELS = "vector cannot contain metrics with the same labelset";

    private static final String TYPE = "__type__";
    private static final String UNIT = "__unit__";

    /** Whether a label goes with the metric's name. */
    static boolean isOfMetric(String label) {
        return label.startsWith("__") && (label.equals(MetricName.LABEL) || label.equals(TYPE) || label.equals(UNIT));
    }

    static Labels without(Labels labels) {
        return labels.filter(name -> !isOfMetric(name));
    }

    /** The column of what an operation makes of {@code series}, whose name it takes away. */
    Column dropped(Column series, double[] values) {
        return dropped(series.labels(), values);
    }

    Column dropped(Labels labels, double[] values) {
        return isDelayed ? new Column(labels, true, values) : new Column(without(labels), false, values);
    }

    /** What is left at the end of a query. */
    List<Column> removed(List<Column> columns) throws QueryException {
        boolean any = false;
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            any |= column.losesName();
            result.add(column.losesName() ? new Column(without(column.labels()), false, column.values()) : column);
        }
        return any ? merged(result) : columns;
    }

    /**
     * Columns that a function of range vectors has made one after the other. Unlike others they are not joined where they
     * have become the same, even if they are so at different steps; nor are they looked at where names go at the end.
     *
     * @throws QueryException if two have the same labels
     */
    List<Column> distinct(List<Column> columns) throws QueryException {
        if (isDelayed || columns.size() < 2) {
            return columns;
        }
        Set<Labels> seen = new HashSet<>(columns.size() * 2);
        for (Column column : columns) {
            if (!seen.add(column.labels())) {
                throw new QueryException(Reason.EXECUTION, SAME_LABELS);
            }
        }
        return columns;
    }

    /**
     * Columns without two of the same labels.
     *
     * @throws QueryException if two of the same labels have a value at the same step
     */
    static List<Column> merged(List<Column> columns) throws QueryException {
        if (columns.size() < 2) {
            return columns;
        }
        Map<Labels, Integer> places = new HashMap<>(columns.size() * 2);
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            Integer place = places.putIfAbsent(column.labels(), result.size());
            if (place == null) {
                result.add(column);
            } else {
                result.set(place, joined(result.get(place), column));
            }
        }
        return result;
    }

    private static Column joined(Column first, Column second) throws QueryException {
        double[] values = first.values().clone();
        for (int step = 0; step < values.length; step++) {
            if (second.isAt(step)) {
                if (first.isAt(step)) {
                    throw new QueryException(Reason.EXECUTION, SAME_LABELS);
                }
                values[step] = second.values()[step];
            }
        }
        return first.with(values);
    }
}
