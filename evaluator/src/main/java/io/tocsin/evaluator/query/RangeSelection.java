package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.List;

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

    static RangeSelection ofSeries(
            SeriesSource source, List<Matcher> matchers, long rangeMillis, Reference reference, Steps steps) {
        long from = reference.first(steps) - rangeMillis + 1;
        long to = reference.last(steps);
        return new RangeSelection(rangeMillis, reference, visitor -> {
            SampleBuffer buffer = new SampleBuffer();
            for (Series series : source.select(from, to, matchers)) {
                buffer.clear();
                series.read(from, to, buffer);
                VectorSelection.refuseHistograms(buffer);
                int size = withoutStaleMarkers(buffer);
                visitor.visit(series.labels(), false, buffer.times(), buffer.values(), size);
            }
        });
    }

    /** @param columns values at each of the steps {@code grid} */
    static RangeSelection ofColumns(List<Column> columns, Steps grid, long rangeMillis, Reference reference) {
        return new RangeSelection(rangeMillis, reference, visitor -> {
            long[] times = new long[grid.count()];
            double[] values = new double[grid.count()];
            for (Column column : columns) {
                int size = 0;
                for (int step = 0; step < grid.count(); step++) {
                    if (column.isAt(step)) {
                        times[size] = grid.timeMillis(step);
                        values[size] = column.values()[step];
                        size++;
                    }
                }
                visitor.visit(column.labels(), column.losesName(), times, values, size);
            }
        });
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
