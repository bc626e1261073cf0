package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.NativeHistogram;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.SearchMeter;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesSource;
import java.util.ArrayList;
import java.util.List;

/** Series with a sample every so many milliseconds from the time 0 on, and a count of the samples that were read. */
final class FixedSeries implements SeriesSource {
    private final long intervalMillis;
    private final List<Series> all = new ArrayList<>();
    private long samplesRead;

    FixedSeries(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    FixedSeries with(Labels labels, double... values) {
        all.add(new Fixed(labels, values));
        return this;
    }

    /** A series that has one histogram, at the time 0. */
    FixedSeries withHistogram(Labels labels) {
        NativeHistogram histogram = new NativeHistogram(
                0,
                0,
                0,
                1,
                1,
                List.of(new NativeHistogram.Span(0, 1)),
                List.of(1.0),
                List.of(),
                List.of(),
                List.of(),
                NativeHistogram.ResetHint.UNKNOWN);
        all.add(new Series() {
            @Override
            public Labels labels() {
                return labels;
            }

            @Override
            public void read(long fromMillis, long toMillis, SampleBuffer into) {
                if (fromMillis <= 0 && toMillis >= 0) {
                    into.add(0, histogram);
                }
            }
        });
        return this;
    }

    long samplesRead() {
        return samplesRead;
    }

    @Override
    public <E extends Exception> List<Series> select(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) {
        return all.stream()
                .filter(series -> matchers.stream().allMatch(matcher -> matcher.matches(series.labels())))
                .toList();
    }

    private final class Fixed implements Series {
        private final Labels labels;
        private final double[] values;

        Fixed(Labels labels, double[] values) {
            this.labels = labels;
            this.values = values;
        }

        @Override
        public Labels labels() {
            return labels;
        }

        @Override
        public void read(long fromMillis, long toMillis, SampleBuffer into) {
            for (int i = 0; i < values.length; i++) {
                long time = i * intervalMillis;
                if (time >= fromMillis && time <= toMillis) {
                    into.add(time, values[i]);
                    samplesRead++;
                }
            }
        }
    }
}
