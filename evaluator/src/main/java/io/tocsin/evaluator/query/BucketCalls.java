package io.tocsin.evaluator.query;

import io.tocsin.core.label.Brief;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.format.FloatReader;
import io.tocsin.core.template.value.CallException;
import io.tocsin.evaluator.function.BucketFunction;
import io.tocsin.evaluator.function.Buckets;
import io.tocsin.evaluator.function.Quantiles;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Functions of classic histograms: finds the series that are the buckets of one. */
final class BucketCalls {
    private static final String BOUND = "le";

    private final Evaluation evaluation;

    BucketCalls(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** @param bound upper bound of the bucket */
    private record Bucket(double bound, Column column) {}

    List<Column> apply(Expr.Call call, BucketFunction function, Steps steps) throws QueryException {
        int vector = Calls.indexOf(call, ValueType.INSTANT_VECTOR);
        Parameters parameters = Parameters.of(call, evaluation, steps);
        List<Column> columns = evaluation.vector(call.arguments().get(vector), steps);
        if (call.function().name().equals("histogram_quantile")) {
            warnOfQuantiles(parameters, call.arguments().get(0), steps);
        }
        LabelGroups groups = new LabelGroups(LabelSubset.without(List.of(BOUND)), evaluation.budget());
        List<List<Bucket>> histograms =
                histograms(columns, groups, call.arguments().get(vector));
        CallRemarks remarks = new CallRemarks(call, vector, evaluation.annotations());
        List<Column> result = new ArrayList<>(histograms.size());
        for (int group = 0; group < histograms.size(); group++) {
            List<Bucket> buckets = histograms.get(group);
            buckets.sort(Comparator.comparingDouble(Bucket::bound));
            Labels labels = groups.common(group);
            remarks.about(named(labels));
            double[] values = values(buckets, function, parameters, remarks, steps);
            evaluation.budget().take(values);
            result.add(evaluation.names().dropped(labels, values));
        }
        return Names.merged(result);
    }

    private void warnOfQuantiles(Parameters parameters, Expr place, Steps steps) throws QueryException {
        for (int step = 0; step < steps.count(); step++) {
            evaluation.budget().work(1);
            Quantiles.problemOf(parameters.at(step)[0])
                    .ifPresent(problem -> evaluation.annotations().warn(place.span(), problem));
        }
    }

    private List<List<Bucket>> histograms(List<Column> columns, LabelGroups groups, Expr vector) throws QueryException {
        Map<String, OptionalDouble> bounds = new HashMap<>();
        List<List<Bucket>> histograms = new ArrayList<>();
        for (Column column : columns) {
            String text = column.labels().get(BOUND);
            OptionalDouble bound = bounds.computeIfAbsent(text, BucketCalls::bound);
            if (bound.isEmpty()) {
                evaluation.annotations().warn(vector.span(), malformed(text, named(column.labels())));
                continue;
            }
            int group = groups.add(column.labels());
            if (group == histograms.size()) {
                histograms.add(new ArrayList<>());
            }
            histograms.get(group).add(new Bucket(bound.getAsDouble(), column));
        }
        return histograms;
    }

    /** The metric is said only where its name goes at the end: the original has lost it elsewhere. */
    private Labels named(Labels labels) {
        return evaluation.names().isDelayed() ? labels : Labels.EMPTY;
    }

    private static OptionalDouble bound(String text) {
        try {
            return OptionalDouble.of(FloatReader.parse(text));
        } catch (CallException e) {
            return OptionalDouble.empty();
        }
    }

    private static String malformed(String text, Labels labels) {
        String name = labels.get(MetricName.LABEL);
        return "bucket label \"le\" is missing or has a malformed value of " + GoQuote.quote(Brief.of(text))
                + (name.isEmpty() ? "" : " for metric name " + GoQuote.quote(Brief.of(name)));
    }

    private double[] values(
            List<Bucket> buckets, BucketFunction function, Parameters parameters, CallRemarks remarks, Steps steps)
            throws QueryException {
        Buckets atStep = new Buckets();
        double[] values = evaluation.budget().empty(steps.count());
        CorrectedBuckets corrected = null;
        for (int step = 0; step < values.length; step++) {
            evaluation.budget().work(buckets.size());
            atStep.clear();
            for (Bucket bucket : buckets) {
                double count = bucket.column().values()[step];
                if (!StaleMarker.is(count)) {
                    atStep.add(bucket.bound(), count);
                }
            }
            if (atStep.size() > 0) {
                values[step] = function.apply(atStep, parameters.at(step));
                if (atStep.correction().isPresent()) {
                    CorrectedBuckets one = CorrectedBuckets.at(
                            steps.timeMillis(step), atStep.correction().get());
                    corrected = corrected == null ? one : corrected.with(one);
                }
            }
        }
        if (corrected != null) {
            remarks.corrected(corrected);
        }
        return values;
    }
}
