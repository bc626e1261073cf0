package io.tocsin.evaluator.promqltest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.SeriesNotation;
import io.tocsin.evaluator.promql.SeriesNotation.Point;
import io.tocsin.evaluator.promqltest.Command.Expected;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Matrix;
import io.tocsin.evaluator.query.QueryValue.Points;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Scalar;
import io.tocsin.evaluator.query.QueryValue.Text;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.query.RangeTimes;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds answers against what was expected. Values may differ by a millionth. */
final class Comparison {
    private static final double TOLERANCE = 1e-6;

    private Comparison() {}

    static void ofOneTime(Expected expected, QueryValue value, long timeMillis, String where) {
        if (value instanceof Scalar scalar) {
            assertThat(expected.scalar()).as(where + "a scalar").isPresent();
            check(expected.scalar().getAsDouble(), scalar.value(), where);
        } else if (value instanceof Text text) {
            assertThat(expected.text()).as(where).contains(text.value());
        } else if (value instanceof Vector vector) {
            assertThat(expected.scalar()).as(where + "a vector").isEmpty();
            ofVector(expected, vector, timeMillis, where);
        } else {
            throw new AssertionError(where + "unexpected type: " + value.type());
        }
    }

    private static void ofVector(Expected expected, Vector vector, long timeMillis, String where) {
        Map<Labels, SortedMap<Long, Double>> wanted =
                wanted(expected, new RangeTimes(timeMillis, timeMillis, 1), where);
        List<Labels> labels = vector.samples().stream().map(Sample::labels).toList();
        if (expected.isOrdered()) {
            assertThat(labels).as(where).containsExactlyElementsOf(wanted.keySet());
        } else {
            assertThat(labels).as(where).containsExactlyInAnyOrderElementsOf(wanted.keySet());
        }
        for (Sample sample : vector.samples()) {
            assertThat(sample.timeMillis()).as(where).isEqualTo(timeMillis);
            double value = requireNonNull(wanted.get(sample.labels()))
                    .values()
                    .iterator()
                    .next();
            check(value, sample.value(), where + sample.labels());
        }
    }

    static void ofSeries(Expected expected, Matrix matrix, RangeTimes times, String where) {
        Map<Labels, SortedMap<Long, Double>> wanted = wanted(expected, times, where);
        assertThat(matrix.series().stream().map(Points::labels).toList())
                .as(where)
                .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        for (Points points : matrix.series()) {
            SortedMap<Long, Double> got = new TreeMap<>();
            for (int i = 0; i < points.points().size(); i++) {
                got.put(points.points().timeMillis(i), points.points().value(i));
            }
            SortedMap<Long, Double> series = requireNonNull(wanted.get(points.labels()));
            assertThat(got.keySet()).as("%s%s: times", where, points.labels()).isEqualTo(series.keySet());
            series.forEach((time, value) ->
                    check(value, requireNonNull(got.get(time)), where + points.labels() + " at " + time));
        }
    }

    /** What is expected at which time; series of which nothing is expected are not among it. */
    private static Map<Labels, SortedMap<Long, Double>> wanted(Expected expected, RangeTimes times, String where) {
        Map<Labels, SortedMap<Long, Double>> wanted = new LinkedHashMap<>();
        expected.scalar().ifPresent(value -> {
            SortedMap<Long, Double> series = wanted.computeIfAbsent(Labels.EMPTY, labels -> new TreeMap<>());
            series.put(times.startMillis(), value);
        });
        for (SeriesNotation series : expected.series()) {
            for (int i = 0; i < series.points().size(); i++) {
                if (series.points().get(i) instanceof Point.Value value) {
                    wanted.computeIfAbsent(series.labels(), labels -> new TreeMap<>())
                            .put(times.startMillis() + i * times.stepMillis(), value.value());
                } else if (series.points().get(i) instanceof Point.Histogram) {
                    throw new AssertionError(where + "a native histogram was expected");
                }
            }
        }
        return wanted;
    }

    private static void check(double expected, double value, String where) {
        assertThat(isAlmostEqual(expected, value))
                .as("%s: expected %s, got %s", where, expected, value)
                .isTrue();
    }

    private static boolean isAlmostEqual(double expected, double value) {
        if (StaleMarker.is(expected) || StaleMarker.is(value)) {
            return StaleMarker.is(expected) && StaleMarker.is(value);
        }
        if (expected == value || Double.isNaN(expected) && Double.isNaN(value)) {
            return true;
        }
        double sizes = Math.abs(expected) + Math.abs(value);
        double difference = Math.abs(expected - value);
        if (expected == 0 || value == 0 || sizes < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sizes, Double.MAX_VALUE) < TOLERANCE;
    }
}
