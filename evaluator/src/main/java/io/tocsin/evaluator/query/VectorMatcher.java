package io.tocsin.evaluator.query;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.BinaryOperator.Kind;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.VectorMatching;
import io.tocsin.evaluator.promql.VectorMatching.Cardinality;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.SeriesOrder;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operators of two vectors: finds for each series of the many side the one of the other side that is in its match group.
 * Series are sorted into groups once; only groups in which one side has several series are looked at step by step.
 *
 * @see "Upstream: promql/engine.go VectorBinop and resultMetric"
 */
final class VectorMatcher {
    /** About as many as a label takes to be set anew. */
    private static final int STEPS_TO_INCLUDE = 100;

    private final Evaluation evaluation;
    private final VectorMatching matching;

    /** Labels that are left of the many side where each series has but one partner. */
    private final LabelSubset matched;

    private final VectorOperators.Pairing pairing;
    private final boolean returnsBool;
    private final boolean isArithmetic;
    private final boolean isSwapped;

    VectorMatcher(Evaluation evaluation, Expr.Binary binary, VectorOperators.Pairing pairing) {
        this.evaluation = evaluation;
        this.matching = binary.matching();
        this.matched = matching.isOn() ? LabelSubset.only(matching.labels()) : LabelSubset.without(matching.labels());
        this.returnsBool = binary.returnsBool();
        this.isArithmetic = binary.operator().kind() == Kind.ARITHMETIC;
        this.isSwapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        // From here on the many side is the first one.
        this.pairing = isSwapped ? (many, one) -> pairing.of(one, many) : pairing;
    }

    static LabelSubset subset(VectorMatching matching) {
        return matching.isOn() ? LabelSubset.only(matching.labels()) : LabelSubset.withoutNameAnd(matching.labels());
    }

    /** A group that has series on the one side. */
    private static final class Matched {
        final List<Column> ones = new ArrayList<>();
        int manies;

        /** At which steps there is a pair already, by what must be there but once. */
        final Map<Labels, boolean[]> taken = new HashMap<>();
    }

    List<Column> match(List<Column> left, List<Column> right, Steps steps) throws QueryException {
        List<Column> manies = isSwapped ? right : left;
        List<Column> ones = isSwapped ? left : right;
        if (manies.isEmpty() || ones.isEmpty()) {
            return List.of();
        }
        LabelGroups numbers = new LabelGroups(subset(matching), evaluation.budget());
        List<Matched> groups = new ArrayList<>();
        for (Column one : ones) {
            int group = numbers.add(one.labels());
            if (group == groups.size()) {
                groups.add(new Matched());
            }
            groups.get(group).ones.add(one);
        }
        checkOnes(groups, manies, steps);
        int[] groupOf = new int[manies.size()];
        for (int i = 0; i < groupOf.length; i++) {
            groupOf[i] = numbers.find(manies.get(i).labels());
            if (groupOf[i] >= 0) {
                groups.get(groupOf[i]).manies++;
            }
        }
        List<Column> result = new ArrayList<>(manies.size());
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] >= 0) {
                pair(manies.get(i), groups.get(groupOf[i]), result);
            }
        }
        return Names.merged(result);
    }

    // --- checks ---

    /** At a step where the many side is there at all, no group may have two series on the one side. */
    private void checkOnes(List<Matched> groups, List<Column> manies, Steps steps) throws QueryException {
        boolean[] isManyThere = null;
        for (Matched group : groups) {
            if (group.ones.size() > 1) {
                isManyThere = isManyThere == null ? presence(manies, steps) : isManyThere;
                checkOnes(group.ones, isManyThere);
            }
        }
    }

    private static boolean[] presence(List<Column> columns, Steps steps) {
        boolean[] presence = new boolean[steps.count()];
        for (Column column : columns) {
            for (int step = 0; step < presence.length; step++) {
                presence[step] |= column.isAt(step);
            }
        }
        return presence;
    }

    private void checkOnes(List<Column> ones, boolean[] isManyThere) throws QueryException {
        for (int step = 0; step < isManyThere.length; step++) {
            evaluation.budget().work(ones.size());
            Column found = null;
            for (int i = 0; i < ones.size() && isManyThere[step]; i++) {
                if (!ones.get(i).isAt(step)) {
                    continue;
                }
                if (found != null) {
                    throw failure(duplicates(found.labels(), ones.get(i).labels()));
                }
                found = ones.get(i);
            }
        }
    }

    private String duplicates(Labels one, Labels other) {
        Labels group = subset(matching).of(one);
        boolean isSorted = SeriesOrder.BY_PAIRS.compare(one, other) <= 0;
        return "found duplicate series for the match group " + printed(group) + " on the "
                + (isSwapped ? "left" : "right") + " hand-side of the operation: [" + printed(isSorted ? one : other)
                + ", " + printed(isSorted ? other : one)
                + "];many-to-many matching not allowed: matching labels must be unique on one side";
    }

    private static String printed(Labels labels) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            text.append(i == 0 ? "" : ", ").append(LabelName.isClassic(name) ? name : GoQuote.quote(name));
            text.append('=').append(GoQuote.quote(labels.value(i)));
        }
        return text.append('}').toString();
    }

    // --- pairs ---

    private void pair(Column many, Matched group, List<Column> result) throws QueryException {
        for (Column one : group.ones) {
            evaluation.budget().work(many.values().length + matching.include().size() * (long) STEPS_TO_INCLUDE);
            double[] values = paired(many, one);
            Column paired = column(many, labels(many.labels(), one.labels()), values);
            if (group.manies > 1) {
                checkOnce(paired.labels(), many, one, group);
            }
            if (values.length > 0) {
                evaluation.budget().take(values);
                result.add(paired);
            }
        }
    }

    /**
     * At a step a group may have one pair, or many pairs with results of different labels, whether a comparison keeps them
     * or not.
     */
    private void checkOnce(Labels labels, Column many, Column one, Matched group) throws QueryException {
        boolean isGrouping = matching.cardinality() != Cardinality.ONE_TO_ONE;
        Labels key = isGrouping ? labels : Labels.EMPTY;
        boolean[] taken = group.taken.get(key);
        if (taken == null) {
            taken = evaluation.budget().takeFlags(many.values().length);
            group.taken.put(key, taken);
        }
        for (int step = 0; step < taken.length; step++) {
            if (many.isAt(step) && one.isAt(step)) {
                if (taken[step]) {
                    throw failure(
                            isGrouping
                                    ? "multiple matches for labels: grouping labels must ensure unique matches"
                                    : "multiple matches for labels: many-to-one matching must be explicit"
                                            + " (group_left/group_right)");
                }
                taken[step] = true;
            }
        }
    }

    /** @return empty if there is no result at any step */
    private double[] paired(Column many, Column one) throws QueryException {
        double[] values = evaluation.budget().copy(many.values());
        double[] others = one.values();
        boolean any = false;
        for (int step = 0; step < values.length; step++) {
            if (StaleMarker.is(values[step])) {
                continue;
            }
            values[step] = StaleMarker.is(others[step]) ? StaleMarker.VALUE : pairing.of(values[step], others[step]);
            any |= !StaleMarker.is(values[step]);
        }
        return any ? values : new double[0];
    }

    private Column column(Column many, Labels labels, double[] values) {
        if (returnsBool) {
            return evaluation.names().dropped(labels, values);
        }
        return new Column(labels, many.losesName() && !isArithmetic, values);
    }

    private Labels labels(Labels many, Labels one) {
        Labels labels = many;
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            labels = matched.of(many);
        }
        if (isArithmetic) {
            labels = Names.without(labels);
        }
        for (String included : matching.include()) {
            labels = LabelCalls.with(labels, included, one.get(included));
        }
        return labels;
    }

    private static QueryException failure(String message) {
        return new QueryException(Reason.EXECUTION, message);
    }
}
