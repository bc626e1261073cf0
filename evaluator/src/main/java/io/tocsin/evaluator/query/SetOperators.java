package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.BinaryOperator;
import io.tocsin.evaluator.promql.VectorMatching;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;

/** {@code and}, {@code or} and {@code unless}: whether a sample stays depends on whether its group is on the other side. */
final class SetOperators {
    private final VectorMatching matching;
    private final Budget budget;

    SetOperators(VectorMatching matching, Budget budget) {
        this.matching = matching;
        this.budget = budget;
    }

    List<Column> apply(BinaryOperator operator, List<Column> left, List<Column> right, Steps steps)
            throws QueryException {
        return switch (operator) {
            case AND -> left.isEmpty() || right.isEmpty() ? List.of() : filtered(left, right, true, steps);
            case UNLESS -> left.isEmpty() || right.isEmpty() ? left : filtered(left, right, false, steps);
            case OR -> {
                List<Column> result = new ArrayList<>(left);
                result.addAll(left.isEmpty() || right.isEmpty() ? right : filtered(right, left, false, steps));
                yield Names.merged(result);
            }
            default -> throw new AssertionError("no set operator: " + operator);
        };
    }

    /** The samples whose group is there, or is not there, among {@code others} at the same step. */
    private List<Column> filtered(List<Column> columns, List<Column> others, boolean isThere, Steps steps)
            throws QueryException {
        LabelGroups groups = new LabelGroups(VectorMatcher.subset(matching), budget);
        List<boolean[]> presence = new ArrayList<>();
        for (Column other : others) {
            int group = groups.add(other.labels());
            if (group == presence.size()) {
                presence.add(budget.takeFlags(steps.count()));
            }
            mark(other, presence.get(group));
        }
        boolean[] nowhere = new boolean[steps.count()];
        List<Column> result = new ArrayList<>();
        for (Column column : columns) {
            int group = groups.find(column.labels());
            double[] values = kept(column, group < 0 ? nowhere : presence.get(group), isThere);
            if (values.length > 0) {
                budget.take(values);
                result.add(column.with(values));
            }
        }
        return result;
    }

    private void mark(Column column, boolean[] presence) throws QueryException {
        budget.work(presence.length);
        for (int step = 0; step < presence.length; step++) {
            presence[step] |= column.isAt(step);
        }
    }

    /** @return empty if nothing is kept */
    private double[] kept(Column column, boolean[] presence, boolean isThere) throws QueryException {
        double[] values = budget.copy(column.values());
        boolean any = false;
        for (int step = 0; step < values.length; step++) {
            if (presence[step] != isThere) {
                values[step] = StaleMarker.VALUE;
            }
            any |= !StaleMarker.is(values[step]);
        }
        return any ? values : new double[0];
    }
}
