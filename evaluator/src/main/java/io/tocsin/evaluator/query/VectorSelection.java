package io.tocsin.evaluator.query;

import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what instant selectors select: of each series the newest sample that is not older than the lookback, unless that
 * is a stale marker. Owned by one evaluation.
 */
final class VectorSelection {
    private static final double MILLIS = 1000;
    private static final double[] NOTHING = new double[0];

    private final SeriesSource source;
    private final Budget budget;
    private final SampleBuffer buffer = new SampleBuffer();

    VectorSelection(SeriesSource source, Budget budget) {
        this.source = source;
        this.budget = budget;
    }

    /** What becomes the value of a sample. */
    enum Taken {
        VALUE,
        /** In seconds. */
        TIME
    }

    List<Column> read(List<Matcher> matchers, Reference reference, Steps steps, Taken taken) throws QueryException {
        long from = reference.first(steps) - budget.lookbackMillis() + 1;
        long to = reference.last(steps);
        List<Column> columns = new ArrayList<>();
        for (Series series : source.select(from, to, matchers, budget.meter())) {
            double[] values = steps.count() == 1 || reference.isFixed()
                    ? newest(series, from, to, steps, taken)
                    : swept(series, reference, steps, taken);
            if (values.length > 0) {
                Column column = Column.selected(series.labels(), values);
                budget.take(column);
                columns.add(column);
            }
        }
        return columns;
    }

    private double[] newest(Series series, long from, long to, Steps steps, Taken taken) throws QueryException {
        buffer.clear();
        series.readNewest(from, to, buffer);
        refuseHistograms(buffer);
        budget.look(buffer.size());
        if (buffer.size() == 0 || StaleMarker.is(buffer.value(0))) {
            return NOTHING;
        }
        double[] values = budget.room(steps.count());
        Arrays.fill(values, taken == Taken.VALUE ? buffer.value(0) : buffer.timeMillis(0) / MILLIS);
        return values;
    }

    private double[] swept(Series series, Reference reference, Steps steps, Taken taken) throws QueryException {
        buffer.clear();
        series.read(reference.first(steps) - budget.lookbackMillis() + 1, reference.last(steps), buffer);
        refuseHistograms(buffer);
        budget.work(buffer.size());
        if (buffer.size() == 0) {
            return NOTHING;
        }
        budget.work(steps.count());
        budget.checkRoom(2L * buffer.size());
        double[] values = budget.empty(steps.count());
        int found = sweep(values, reference, steps, taken);
        budget.look(found);
        return found == 0 ? NOTHING : values;
    }

    private int sweep(double[] into, Reference reference, Steps steps, Taken taken) {
        long[] times = buffer.times();
        double[] values = buffer.values();
        int size = buffer.size();
        int next = 0;
        int found = 0;
        for (int step = 0; step < into.length; step++) {
            long time = reference.at(steps.timeMillis(step));
            while (next < size && times[next] <= time) {
                next++;
            }
            int newest = next - 1;
            if (newest >= 0 && times[newest] > time - budget.lookbackMillis() && !StaleMarker.is(values[newest])) {
                into[step] = taken == Taken.VALUE ? values[newest] : times[newest] / MILLIS;
                found++;
            }
        }
        return found;
    }

    static void refuseHistograms(SampleBuffer buffer) throws QueryException {
        if (buffer.hasHistograms()) {
            throw new QueryException(Reason.UNSUPPORTED, "not supported yet: native histograms");
        }
    }
}
