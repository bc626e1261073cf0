package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.Durations;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryValue.Points;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.SeriesOrder;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers queries. Thread-safe: each query is worked on by the thread that asks.
 *
 * @see "Upstream: promql/engine.go, with the meaning that 3.x gives to ranges: open to the left"
 */
public final class QueryEngine {
    private final Supplier<QueryOptions> options;

    public QueryEngine(QueryOptions options) {
        this(() -> options);
        requireNonNull(options, "options");
    }

    /** @param options asked once for each query: they may change with a reload */
    public QueryEngine(Supplier<QueryOptions> options) {
        this.options = requireNonNull(options, "options");
    }

    /** @throws QueryException with {@link Reason#UNSUPPORTED} if the expression uses what is not computed yet */
    public void checkSupported(Expr expr) throws QueryException {
        SupportCheck.check(expr);
    }

    /**
     * What the expression is worth at one time.
     *
     * @throws QueryException if it has no answer, or takes more than the limits allow
     */
    public QueryResult instant(SeriesSource source, Query query, long timeMillis, QueryLimits limits)
            throws QueryException {
        Run run = new Run(source, query, new RangeTimes(timeMillis, timeMillis, 1), 0, limits);
        return run.answered(() -> run.atOneTime(query.expr()));
    }

    /**
     * What the expression is worth at each of many times.
     *
     * @param query of the type scalar or instant vector
     * @return a {@link QueryValue.Matrix}
     * @throws QueryException if it has no answer, or takes more than the limits allow
     */
    public QueryResult range(SeriesSource source, Query query, RangeTimes times, QueryLimits limits)
            throws QueryException {
        ValueType type = query.expr().type();
        if (type != ValueType.SCALAR && type != ValueType.INSTANT_VECTOR) {
            throw new QueryException(
                    Reason.EXECUTION,
                    "invalid expression type \"" + type.words()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        Run run = new Run(source, query, times, times.stepMillis(), limits);
        return run.answered(() -> run.atManyTimes(query.expr()));
    }

    @FunctionalInterface
    private interface Answer {
        QueryValue get() throws QueryException;
    }

    /** One query on its way. */
    private final class Run {
        private final Query query;
        private final Budget budget;
        private final Annotations annotations;
        private final Names names;
        private final Evaluation evaluation;
        private final Steps steps;

        Run(SeriesSource source, Query query, RangeTimes times, long stepMillis, QueryLimits limits)
                throws QueryException {
            QueryOptions options = QueryEngine.this.options.get();
            this.query = query;
            this.names = new Names(options.isNameRemovalDelayed());
            this.budget = new Budget(limits);
            this.annotations = new Annotations(query.text());
            budget.checkSteps(times.count());
            this.steps = new Steps(times.startMillis(), times.stepMillis(), Math.toIntExact(times.count()));
            Durations durations = new Durations(stepMillis, times.endMillis() - times.startMillis());
            QueryTimes queryTimes = new QueryTimes(
                    times.startMillis(), times.endMillis(), options.subqueryStepMillis(), durations, query.text());
            this.evaluation = new Evaluation(source, queryTimes, names, budget, annotations);
        }

        QueryResult answered(Answer answer) throws QueryException {
            checkSupported(query.expr());
            QueryValue value = answer.get();
            return new QueryResult(value, annotations.warnings(), annotations.infos(), budget.samplesRead());
        }

        QueryValue atOneTime(Expr expr) throws QueryException {
            long time = steps.startMillis();
            return switch (expr.type()) {
                case SCALAR ->
                    new QueryValue.Scalar(time, evaluation.scalar(expr, steps).at(0));
                case STRING -> new QueryValue.Text(time, Evaluation.text(expr));
                case INSTANT_VECTOR -> {
                    List<Column> columns = names.removed(evaluation.vector(expr, steps));
                    budget.takeResult(columns.size());
                    List<Sample> samples = new ArrayList<>(columns.size());
                    for (Column column : columns) {
                        samples.add(Sample.of(column.labels(), time, column.values()[0]));
                    }
                    yield new QueryValue.Vector(samples);
                }
                case RANGE_VECTOR -> sorted(ranges(expr));
            };
        }

        private List<Points> ranges(Expr expr) throws QueryException {
            List<Points> series = new ArrayList<>();
            RangeSelection selection = evaluation.range(expr, steps);
            long end = selection.reference().at(steps.startMillis());
            selection.samples().forEach((labels, losesName, times, values, size) -> {
                int first = 0;
                while (first < size && times[first] <= end - selection.rangeMillis()) {
                    first++;
                }
                int last = first;
                while (last < size && times[last] <= end) {
                    last++;
                }
                if (last > first) {
                    budget.takePoints(last - first);
                    budget.look(last - first);
                    SampleBuffer points = new SampleBuffer(last - first);
                    for (int i = first; i < last; i++) {
                        points.add(times[i], values[i]);
                    }
                    series.add(new Points(losesName ? Names.without(labels) : labels, points));
                }
            });
            return series;
        }

        QueryValue atManyTimes(Expr expr) throws QueryException {
            // Each column goes as soon as its points are there: both together would be more than has to be held.
            Deque<Column> columns = new ArrayDeque<>(
                    expr.type() == ValueType.SCALAR
                            ? List.of(evaluation.scalarColumn(expr, steps))
                            : names.removed(evaluation.vector(expr, steps)));
            List<Points> series = new ArrayList<>(columns.size());
            while (!columns.isEmpty()) {
                budget.work(steps.count());
                series.add(points(columns.remove()));
            }
            return sorted(series);
        }

        private Points points(Column column) throws QueryException {
            int present = 0;
            for (double value : column.values()) {
                present += StaleMarker.is(value) ? 0 : 1;
            }
            budget.replace(column, present);
            SampleBuffer points = new SampleBuffer(Math.max(1, present));
            for (int step = 0; step < steps.count(); step++) {
                if (column.isAt(step)) {
                    points.add(steps.timeMillis(step), column.values()[step]);
                }
            }
            return new Points(column.labels(), points);
        }

        private QueryValue sorted(List<Points> series) {
            series.sort(Comparator.comparing(Points::labels, SeriesOrder.BY_PAIRS));
            return new QueryValue.Matrix(series);
        }
    }
}
