package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a range vector consists of: series with all their samples from the first step's range to the last one's, stale
 * markers left out.
 *
 * @param rangeMillis length of the range at each step, {@code > 0}
 * @param reference where the range ends at each step
 */
record RangeSelection(long rangeMillis, Reference reference, Samples samples) {

    /** Gives the series one after the other. */
    interface Samples {
        void forEach(Visitor visitor) throws QueryException;
    }

    /** Is shown each series. */
    interface Visitor {
        /**
         * @param times of the samples, ascending; valid up to {@code size} and until this returns
         * @param values likewise
         */
        void visit(Labels labels, boolean losesName, long[] times, double[] values, int size) throws QueryException;
    }

    /** @param budget is asked before anything is held until all series have been visited, and told of the search */
    static RangeSelection ofSeries(
            SeriesSource source,
            List<Matcher> matchers,
            long rangeMillis,
            Reference reference,
            Steps steps,
            Budget budget) {
        long from = reference.first(steps) - rangeMillis + 1;
        long to = reference.last(steps);
        return new RangeSelection(rangeMillis, reference, visitor -> {
            SampleBuffer buffer = new SampleBuffer();
            for (Series series : source.select(from, to, matchers, budget.meter())) {
                buffer.clear();
                series.read(from, to, buffer);
                budget.checkRoom(2L * buffer.size());
                VectorSelection.refuseHistograms(buffer);
                int size = withoutStaleMarkers(buffer);
                visitor.visit(series.labels(), false, buffer.times(), buffer.values(), size);
            }
        });
    }

    /**
     * @param columns values at each of the steps {@code grid}
     * @param budget holds the times, and what is moved together, until whoever asks settles it
     */
    static RangeSelection ofColumns(
            List<Column> columns, Steps grid, long rangeMillis, Reference reference, Budget budget) {
        return new RangeSelection(rangeMillis, reference, new Gridded(columns, grid, budget));
    }

    /** Columns of the steps of a subquery, as series. */
    private static final class Gridded implements Samples {
        private final List<Column> columns;
        private final Steps grid;
        private final Budget budget;

        /** Of all steps, for columns with a value at each. */
        private long @Nullable [] allTimes;

        private long[] times = new long[0];
        private double[] values = new double[0];

        Gridded(List<Column> columns, Steps grid, Budget budget) {
            this.columns = columns;
            this.grid = grid;
            this.budget = budget;
        }

        @Override
        public void forEach(Visitor visitor) throws QueryException {
            for (Column column : columns) {
                int size = present(column);
                if (size == grid.count()) {
                    visitor.visit(column.labels(), column.losesName(), allTimes(), column.values(), size);
                } else {
                    collect(column);
                    visitor.visit(column.labels(), column.losesName(), times, values, size);
                }
            }
        }

        private int present(Column column) throws QueryException {
            budget.work(grid.count());
            int present = 0;
            for (double value : column.values()) {
                present += StaleMarker.is(value) ? 0 : 1;
            }
            return present;
        }

        private long[] allTimes() throws QueryException {
            long[] known = allTimes;
            if (known == null) {
                budget.take(0, grid.count());
                known = new long[grid.count()];
                Arrays.setAll(known, grid::timeMillis);
                allTimes = known;
            }
            return known;
        }

        private void collect(Column column) throws QueryException {
            if (times.length == 0) {
                budget.take(0, 2L * grid.count());
                times = new long[grid.count()];
                values = new double[grid.count()];
            }
            int size = 0;
            for (int step = 0; step < grid.count(); step++) {
                if (column.isAt(step)) {
                    times[size] = grid.timeMillis(step);
                    values[size] = column.values()[step];
                    size++;
                }
            }
        }
    }

    /** Moves the other samples together. */
    private static int withoutStaleMarkers(SampleBuffer buffer) {
        long[] times = buffer.times();
        double[] values = buffer.values();
        int kept = 0;
        for (int i = 0; i < buffer.size(); i++) {
            if (!StaleMarker.is(values[i])) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        return kept;
    }
}
