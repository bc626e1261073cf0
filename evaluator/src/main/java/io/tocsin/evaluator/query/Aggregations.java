package io.tocsin.evaluator.query;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.format.FloatText;
import io.tocsin.evaluator.function.Quantiles;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;

/** Aggregations: series are sorted into groups once, and each group is worked out step by step. */
final class Aggregations {
    /** Numbers of members that the original refuses as too large; the one below is 1 024 less. */
    private static final double WHOLE_END = 0x1p63 - 1024;

    private final Evaluation evaluation;

    Aggregations(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Series that are aggregated together.
     *
     * @param labels of the result
     */
    record Group(Labels labels, List<Column> members) {
        boolean losesName() {
            for (Column member : members) {
                if (member.losesName()) {
                    return true;
                }
            }
            return false;
        }
    }

    List<Column> vector(Expr.Aggregation aggregation, Steps steps) throws QueryException {
        return switch (aggregation.operator()) {
            case COUNT_VALUES -> countValues(aggregation, steps);
            case TOPK -> ranked(aggregation, steps, true);
            case BOTTOMK -> ranked(aggregation, steps, false);
            case QUANTILE -> {
                Scalars quantile = evaluation.scalar(parameter(aggregation), steps);
                List<Column> result = folded(aggregation, quantile, steps);
                warnOfQuantiles(aggregation, quantile, steps);
                yield result;
            }
            case SUM, AVG, MIN, MAX, GROUP, COUNT, STDDEV, STDVAR ->
                folded(aggregation, Scalars.constant(Double.NaN), steps);
            case LIMITK, LIMIT_RATIO -> throw new AssertionError("not checked: " + aggregation.operator());
        };
    }

    private static Expr parameter(Expr.Aggregation aggregation) {
        return aggregation.parameter().orElseThrow();
    }

    /** As in the original: of the largest and the smallest only, and where one is NaN of nothing else. */
    private void warnOfQuantiles(Expr.Aggregation aggregation, Scalars quantile, Steps steps) throws QueryException {
        Extremes extremes = extremes(quantile, steps);
        if (!(extremes.most() <= 1)) {
            warnOfQuantile(aggregation, extremes.most());
        }
        if (extremes.least() < 0) {
            warnOfQuantile(aggregation, extremes.least());
        }
    }

    private void warnOfQuantile(Expr.Aggregation aggregation, double quantile) {
        Quantiles.problemOf(quantile)
                .ifPresent(problem ->
                        evaluation.annotations().warn(parameter(aggregation).span(), problem));
    }

    /** Both are NaN if one of the values is. */
    private record Extremes(double most, double least) {}

    private Extremes extremes(Scalars scalars, Steps steps) throws QueryException {
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        int distinct = scalars.isConstant() ? 1 : steps.count();
        evaluation.budget().work(distinct);
        for (int step = 0; step < distinct; step++) {
            most = Math.max(most, scalars.at(step));
            least = Math.min(least, scalars.at(step));
        }
        return new Extremes(most, least);
    }

    private List<Column> folded(Expr.Aggregation aggregation, Scalars quantile, Steps steps) throws QueryException {
        List<Column> columns = evaluation.vector(aggregation.inner(), steps);
        Accumulator accumulator = Accumulator.of(aggregation.operator(), quantile);
        List<Column> result = new ArrayList<>();
        for (Group group : groups(aggregation, columns)) {
            double[] values = fold(group.members(), accumulator, steps);
            evaluation.budget().take(values);
            result.add(new Column(group.labels(), group.losesName(), values));
        }
        return result;
    }

    private double[] fold(List<Column> members, Accumulator accumulator, Steps steps) throws QueryException {
        double[] values = evaluation.budget().empty(steps.count());
        for (int step = 0; step < values.length; step++) {
            evaluation.budget().work(members.size());
            boolean isEmpty = true;
            accumulator.begin(step);
            for (int i = 0; i < members.size(); i++) {
                double value = members.get(i).values()[step];
                if (!StaleMarker.is(value)) {
                    accumulator.add(value);
                    isEmpty = false;
                }
            }
            if (!isEmpty) {
                values[step] = accumulator.value();
            }
        }
        return values;
    }

    /** In the order in which the first of each group comes. */
    private List<Group> groups(Expr.Aggregation aggregation, List<Column> columns) throws QueryException {
        LabelGroups numbers = new LabelGroups(subset(aggregation), evaluation.budget());
        List<List<Column>> members = new ArrayList<>();
        for (Column column : columns) {
            int group = numbers.add(column.labels());
            if (group == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(group).add(column);
        }
        List<Group> groups = new ArrayList<>(members.size());
        for (int group = 0; group < members.size(); group++) {
            groups.add(new Group(numbers.common(group), members.get(group)));
        }
        return groups;
    }

    private static LabelSubset subset(Expr.Aggregation aggregation) {
        return aggregation.isWithout()
                ? LabelSubset.withoutNameAnd(aggregation.labels())
                : LabelSubset.only(aggregation.labels());
    }

    // --- topk and bottomk ---

    private List<Column> ranked(Expr.Aggregation aggregation, Steps steps, boolean isLargest) throws QueryException {
        Scalars sizes = evaluation.scalar(parameter(aggregation), steps);
        List<Column> columns = evaluation.vector(aggregation.inner(), steps);
        if (isBelowOne(sizes, steps)) {
            return List.of();
        }
        Ranking ranking = new Ranking(isLargest, evaluation.budget());
        List<Column> result = new ArrayList<>();
        for (Group group : groups(aggregation, columns)) {
            ranking.select(group.members(), sizes, steps, result);
        }
        return result;
    }

    /** Whether nothing is wanted at any step. */
    private boolean isBelowOne(Scalars sizes, Steps steps) throws QueryException {
        Extremes extremes = extremes(sizes, steps);
        double most = extremes.most();
        double least = extremes.least();
        if (most < 1) {
            return true;
        }
        if (Double.isNaN(most)) {
            throw new QueryException(Reason.EXECUTION, "Parameter value is NaN");
        }
        if (least <= Long.MIN_VALUE) {
            throw new QueryException(Reason.EXECUTION, "Scalar value " + printed(least) + " underflows int64");
        }
        if (most >= WHOLE_END) {
            throw new QueryException(Reason.EXECUTION, "Scalar value " + printed(most) + " overflows int64");
        }
        return false;
    }

    private static String printed(double value) {
        return FloatText.format(value, 'g', FloatText.SHORTEST);
    }

    // --- count_values ---

    private List<Column> countValues(Expr.Aggregation aggregation, Steps steps) throws QueryException {
        String label = Evaluation.text(parameter(aggregation));
        if (!LabelName.isUtf8(label)) {
            throw new QueryException(Reason.EXECUTION, "invalid label name " + GoQuote.quote(label));
        }
        List<Column> columns = evaluation.vector(aggregation.inner(), steps);
        // The label is set before the others are taken away, so it may go with them.
        boolean isKept =
                !aggregation.isWithout() || !aggregation.labels().contains(label) && !label.equals(MetricName.LABEL);
        ValueCounts counts = new ValueCounts(isKept ? label : "", steps.count(), evaluation.budget());
        for (Group group : groups(aggregation, columns)) {
            counts.add(group);
        }
        return counts.columns();
    }
}
