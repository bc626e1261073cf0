package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.function.Functions;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Calls functions. Those of values, ranges and buckets are found by name; those that need labels or steps are here. */
final class Calls {
    private static final double MILLIS = 1000;

    private final Evaluation evaluation;
    private final Budget budget;
    private final RangeCalls ranges;
    private final BucketCalls buckets;
    private final AbsentCalls absences;

    Calls(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.budget = evaluation.budget();
        this.ranges = new RangeCalls(evaluation);
        this.buckets = new BucketCalls(evaluation);
        this.absences = new AbsentCalls(evaluation);
    }

    Scalars scalar(Expr.Call call, Steps steps) throws QueryException {
        return switch (call.function().name()) {
            case "time" -> Scalars.of(times(steps));
            case "pi" -> Scalars.constant(Math.PI);
            case "scalar" -> onlyValues(evaluation.vector(call.arguments().get(0), steps), steps);
            default ->
                throw new AssertionError(
                        "unhandled function: " + call.function().name());
        };
    }

    private double[] times(Steps steps) throws QueryException {
        budget.work(steps.count());
        double[] values = budget.room(steps.count());
        for (int step = 0; step < values.length; step++) {
            values[step] = steps.timeMillis(step) / MILLIS;
        }
        return values;
    }

    /** NaN where there is not exactly one. */
    private Scalars onlyValues(List<Column> columns, Steps steps) throws QueryException {
        double[] values = budget.empty(steps.count());
        for (Column column : columns) {
            budget.work(values.length);
            for (int step = 0; step < values.length; step++) {
                if (column.isAt(step)) {
                    values[step] = StaleMarker.is(values[step]) ? column.values()[step] : Double.NaN;
                }
            }
        }
        for (int step = 0; step < values.length; step++) {
            if (StaleMarker.is(values[step])) {
                values[step] = Double.NaN;
            }
        }
        return Scalars.of(values);
    }

    List<Column> vector(Expr.Call call, Steps steps) throws QueryException {
        String name = call.function().name();
        return switch (name) {
            case "vector" -> List.of(evaluation.scalarColumn(call.arguments().get(0), steps));
            case "timestamp" -> timestamps(call, steps);
            case "absent" -> absences.absent(call, steps);
            case "absent_over_time" -> absences.absentOverTime(call, steps);
            case "sort" -> sorted(call, steps, ASCENDING);
            case "sort_desc" -> sorted(call, steps, DESCENDING);
            case "label_replace" ->
                LabelCalls.replace(call, evaluation.vector(call.arguments().get(0), steps), budget);
            case "label_join" ->
                LabelCalls.join(call, evaluation.vector(call.arguments().get(0), steps), budget);
            default -> named(name, call, steps);
        };
    }

    private List<Column> named(String name, Expr.Call call, Steps steps) throws QueryException {
        var ofRanges = Functions.ofRanges(name);
        if (ofRanges.isPresent()) {
            return ranges.apply(call, ofRanges.get(), steps);
        }
        var ofBuckets = Functions.ofBuckets(name);
        if (ofBuckets.isPresent()) {
            return buckets.apply(call, ofBuckets.get(), steps);
        }
        return values(call, steps);
    }

    /** Functions of each value alone; dates are those of the steps where no vector is given. */
    private List<Column> values(Expr.Call call, Steps steps) throws QueryException {
        var function = Functions.ofValues(call.function().name())
                .orElseThrow(() -> new AssertionError(
                        "unhandled function: " + call.function().name()));
        Parameters parameters = Parameters.of(call, evaluation, steps);
        List<Column> columns = call.arguments().isEmpty()
                ? List.of(new Column(Labels.EMPTY, false, times(steps)))
                : evaluation.vector(argument(call, ValueType.INSTANT_VECTOR), steps);
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            double[] values = budget.copy(column.values());
            boolean any = false;
            for (int step = 0; step < values.length; step++) {
                if (!StaleMarker.is(values[step])) {
                    values[step] = function.apply(values[step], parameters.at(step));
                    any |= !StaleMarker.is(values[step]);
                }
            }
            if (any) {
                budget.take(values);
                result.add(evaluation.names().dropped(column, values));
            }
        }
        return Names.merged(result);
    }

    static Expr argument(Expr.Call call, ValueType type) {
        return call.arguments().get(indexOf(call, type));
    }

    /** Which argument has this type, the first one of several. */
    static int indexOf(Expr.Call call, ValueType type) {
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i).type() == type) {
                return i;
            }
        }
        throw new AssertionError("no " + type + " in " + call);
    }

    /** Of a selector the times of its samples, else those of the steps. */
    private List<Column> timestamps(Expr.Call call, Steps steps) throws QueryException {
        Expr argument = ExprTree.unwrapped(call.arguments().get(0));
        List<Column> result = new ArrayList<>();
        if (argument instanceof Expr.VectorSelector selector) {
            for (Column column : evaluation.selected(selector, steps, VectorSelection.Taken.TIME)) {
                result.add(evaluation.names().dropped(column, column.values()));
            }
            return Names.merged(result);
        }
        double[] times = times(steps);
        for (Column column : evaluation.vector(argument, steps)) {
            double[] values = budget.copy(column.values());
            for (int step = 0; step < values.length; step++) {
                if (column.isAt(step)) {
                    values[step] = times[step];
                }
            }
            budget.take(values);
            result.add(evaluation.names().dropped(column, values));
        }
        return Names.merged(result);
    }

    /** NaN is last in both directions. */
    private static final Comparator<Column> ASCENDING =
            Comparator.comparingDouble((Column column) -> column.values()[0] + 0.0);

    private static final Comparator<Column> DESCENDING = Comparator.comparing(
                    (Column column) -> Double.isNaN(column.values()[0]))
            .thenComparing((left, right) -> Double.compare(right.values()[0] + 0.0, left.values()[0] + 0.0));

    private List<Column> sorted(Expr.Call call, Steps steps, Comparator<Column> order) throws QueryException {
        List<Column> columns = evaluation.vector(call.arguments().get(0), steps);
        if (steps.count() > 1) {
            evaluation
                    .annotations()
                    .warn(
                            call.span(),
                            "sort is ineffective for range queries since results are always ordered by labels");
            return columns;
        }
        List<Column> result = new ArrayList<>(columns);
        result.sort(order);
        return result;
    }
}
