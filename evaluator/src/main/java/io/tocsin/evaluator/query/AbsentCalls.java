package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions that are worth something where their argument is not. */
final class AbsentCalls {
    private final Evaluation evaluation;

    AbsentCalls(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Column> absent(Expr.Call call, Steps steps) throws QueryException {
        Expr argument = ExprTree.unwrapped(call.arguments().get(0));
        double[] values = ones(steps);
        for (Column column : evaluation.vector(argument, steps)) {
            for (int step = 0; step < values.length; step++) {
                if (column.isAt(step)) {
                    values[step] = StaleMarker.VALUE;
                }
            }
        }
        return column(argument, values);
    }

    List<Column> absentOverTime(Expr.Call call, Steps steps) throws QueryException {
        Expr argument = ExprTree.unwrapped(call.arguments().get(0));
        double[] values = ones(steps);
        RangeSelection selection = evaluation.range(argument, steps);
        selection.samples().forEach((labels, losesName, times, samples, size) -> {
            evaluation.budget().look(size);
            evaluation.budget().work(steps.count());
            int end = 0;
            for (int step = 0; step < values.length; step++) {
                long rangeEnd = selection.reference().at(steps.timeMillis(step));
                while (end < size && times[end] <= rangeEnd) {
                    end++;
                }
                if (end > 0 && times[end - 1] > rangeEnd - selection.rangeMillis()) {
                    values[step] = StaleMarker.VALUE;
                }
            }
        });
        return column(argument, values);
    }

    private double[] ones(Steps steps) throws QueryException {
        double[] values = evaluation.budget().room(steps.count());
        Arrays.fill(values, 1);
        return values;
    }

    private List<Column> column(Expr argument, double[] values) {
        for (double value : values) {
            if (!StaleMarker.is(value)) {
                return List.of(new Column(labels(argument), false, values));
            }
        }
        return List.of();
    }

    /** Of a selector those that each of its series would have to have. */
    private static Labels labels(Expr argument) {
        if (argument instanceof Expr.VectorSelector selector) {
            return labels(selector.matchers());
        } else if (argument instanceof Expr.MatrixSelector selector) {
            return labels(selector.selector().matchers());
        }
        return Labels.EMPTY;
    }

    /** Labels that are asked for more than once are left out, and so are those that are asked for in another way. */
    private static Labels labels(List<Matcher> matchers) {
        Map<String, String> labels = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : matchers) {
            if (matcher.name().equals(MetricName.LABEL)) {
                continue;
            }
            if (matcher.type() == MatchType.EQUAL
                    && seen.add(matcher.name())
                    && !matcher.value().isEmpty()) {
                labels.put(matcher.name(), matcher.value());
            } else {
                labels.remove(matcher.name());
            }
        }
        return Labels.of(labels);
    }
}
