package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.series.NativeHistogram;
import io.tocsin.evaluator.series.SampleBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query is worth. Times are milliseconds since 1970. */
public sealed interface QueryValue {
    ValueType type();

    record Scalar(long timeMillis, double value) implements QueryValue {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    record Text(long timeMillis, String value) implements QueryValue {
        public Text {
            requireNonNull(value, "value");
        }

        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /** @param samples ordered where the expression orders them, such as {@code sort}; else in no promised order */
    record Vector(List<Sample> samples) implements QueryValue {
        public Vector {
            samples = List.copyOf(samples);
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    /** @param series of a range query, sorted by {@link io.tocsin.evaluator.series.SeriesOrder#BY_PAIRS} */
    record Matrix(List<Points> series) implements QueryValue {
        public Matrix {
            series = List.copyOf(series);
        }

        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }

    /** @param histogram in place of the value, which then is its sum */
    record Sample(
            Labels labels,
            long timeMillis,
            double value,
            @Nullable NativeHistogram histogram) {
        public Sample {
            requireNonNull(labels, "labels");
        }

        public static Sample of(Labels labels, long timeMillis, double value) {
            return new Sample(labels, timeMillis, value, null);
        }
    }

    /** @param points at least one; not to be changed */
    record Points(Labels labels, SampleBuffer points) {
        public Points {
            requireNonNull(labels, "labels");
            requireNonNull(points, "points");
        }
    }
}
