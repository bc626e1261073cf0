package io.tocsin.evaluator.query;

import io.tocsin.core.label.Brief;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.function.RangeFunction;
import io.tocsin.evaluator.function.Window;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of range vectors: slides a window over the samples of each series, from step to step. */
final class RangeCalls {
    private static final Set<String> KEEP_NAMES = Set.of("last_over_time", "first_over_time");
    private static final Set<String> OF_COUNTERS = Set.of("rate", "increase");
    private static final List<String> COUNTER_ENDINGS = List.of("_total", "_sum", "_count", "_bucket");

    private final Evaluation evaluation;

    RangeCalls(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Column> apply(Expr.Call call, RangeFunction function, Steps steps) throws QueryException {
        Parameters parameters = Parameters.of(call, evaluation, steps);
        Budget.Mark mark = evaluation.budget().mark();
        RangeSelection selection = evaluation.range(Calls.argument(call, ValueType.RANGE_VECTOR), steps);
        Sliding sliding = new Sliding(call, function, steps, selection, parameters);
        selection.samples().forEach(sliding::visit);
        evaluation.budget().settle(mark);
        return evaluation.names().distinct(sliding.columns);
    }

    /** One call on its way through the series. */
    private final class Sliding {
        private final RangeFunction function;
        private final Steps steps;
        private final RangeSelection selection;
        private final Parameters parameters;
        private final CallRemarks remarks;
        private final boolean keepsNames;
        private final boolean isOfCounters;
        private final Window window = new Window();
        private final List<Column> columns = new ArrayList<>();

        Sliding(Expr.Call call, RangeFunction function, Steps steps, RangeSelection selection, Parameters parameters) {
            this.function = function;
            this.steps = steps;
            this.selection = selection;
            this.parameters = parameters;
            this.remarks = new CallRemarks(call, Calls.indexOf(call, ValueType.RANGE_VECTOR), evaluation.annotations());
            this.keepsNames = KEEP_NAMES.contains(call.function().name());
            this.isOfCounters = OF_COUNTERS.contains(call.function().name());
        }

        void visit(Labels labels, boolean losesName, long[] times, double[] values, int size) throws QueryException {
            evaluation.budget().work(steps.count() + size);
            if (size == 0) {
                return;
            }
            remarks.about(labels);
            window.over(times, values);
            double[] results = slide(times, size);
            if (results == null) {
                return;
            }
            evaluation.budget().take(results);
            columns.add(
                    keepsNames
                            ? new Column(labels, losesName, results)
                            : evaluation.names().dropped(labels, results));
            if (isOfCounters) {
                remarkOnName();
            }
        }

        /** @return null if there is no result at any step */
        private double @Nullable [] slide(long[] times, int size) throws QueryException {
            double[] results = null;
            int first = 0;
            int end = 0;
            for (int step = 0; step < steps.count(); step++) {
                long time = steps.timeMillis(step);
                long rangeEnd = selection.reference().at(time);
                long rangeStart = rangeEnd - selection.rangeMillis();
                while (end < size && times[end] <= rangeEnd) {
                    end++;
                }
                while (first < end && times[first] <= rangeStart) {
                    first++;
                }
                if (first == end) {
                    continue;
                }
                evaluation.budget().look(end - first);
                window.move(first, end);
                window.range(rangeStart, rangeEnd, time);
                double result = function.apply(window, parameters.at(step), remarks);
                if (!StaleMarker.is(result)) {
                    results = results == null ? evaluation.budget().empty(steps.count()) : results;
                    results[step] = result;
                }
            }
            return results;
        }

        private void remarkOnName() {
            String name = remarks.metricName();
            if (!name.isEmpty() && COUNTER_ENDINGS.stream().noneMatch(name::endsWith)) {
                remarks.informPlain("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                        + GoQuote.quote(Brief.of(name)));
            }
        }
    }
}
