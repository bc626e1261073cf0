package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Works out one query: sends each kind of expression to where it is computed. All of it is by column, one value for each
 * step; an instant query has one step. Used by one thread, once.
 */
final class Evaluation {
    private final SeriesSource source;
    private final QueryTimes times;
    private final Names names;
    private final Budget budget;
    private final Annotations annotations;
    private final StepInvariance invariance = new StepInvariance();
    private final VectorSelection selection;
    private final Calls calls;
    private final Aggregations aggregations;
    private final VectorOperators operators;

    Evaluation(SeriesSource source, QueryTimes times, Names names, Budget budget, Annotations annotations) {
        this.source = source;
        this.times = times;
        this.names = names;
        this.budget = budget;
        this.annotations = annotations;
        this.selection = new VectorSelection(source, budget);
        this.calls = new Calls(this);
        this.aggregations = new Aggregations(this);
        this.operators = new VectorOperators(this);
    }

    Names names() {
        return names;
    }

    Budget budget() {
        return budget;
    }

    Annotations annotations() {
        return annotations;
    }

    /** What an expression of the type instant vector is worth; every column has a value somewhere. */
    List<Column> vector(Expr expr, Steps steps) throws QueryException {
        Budget.Mark mark = budget.mark();
        List<Column> result = steps.count() > 1 && invariance.isInvariant(expr)
                ? repeated(compute(expr, steps.first()), steps.count())
                : compute(expr, steps);
        budget.settle(mark, result);
        return result;
    }

    private List<Column> repeated(List<Column> once, int count) throws QueryException {
        List<Column> result = new ArrayList<>(once.size());
        for (Column column : once) {
            double[] values = budget.room(count);
            Arrays.fill(values, column.values()[0]);
            Column all = column.with(values);
            budget.take(all);
            result.add(all);
        }
        return result;
    }

    private List<Column> compute(Expr expr, Steps steps) throws QueryException {
        if (expr instanceof Expr.Paren paren) {
            return vector(paren.inner(), steps);
        } else if (expr instanceof Expr.VectorSelector selector) {
            return selected(selector, steps, VectorSelection.Taken.VALUE);
        } else if (expr instanceof Expr.Call call) {
            return calls.vector(call, steps);
        } else if (expr instanceof Expr.Aggregation aggregation) {
            return aggregations.vector(aggregation, steps);
        } else if (expr instanceof Expr.Binary binary) {
            return operators.vector(binary, steps);
        } else if (expr instanceof Expr.Unary unary) {
            List<Column> inner = vector(unary.inner(), steps);
            return unary.isMinus() ? negated(inner) : inner;
        }
        throw new AssertionError("no instant vector: " + expr);
    }

    List<Column> selected(Expr.VectorSelector selector, Steps steps, VectorSelection.Taken taken)
            throws QueryException {
        return selection.read(selector.matchers(), times.reference(selector.shift()), steps, taken);
    }

    private List<Column> negated(List<Column> columns) throws QueryException {
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            double[] values = budget.copy(column.values());
            for (int step = 0; step < values.length; step++) {
                if (!StaleMarker.is(values[step])) {
                    values[step] = -values[step];
                }
            }
            budget.take(values);
            result.add(names.dropped(column, values));
        }
        return Names.merged(result);
    }

    /** What an expression of the type scalar is worth. */
    Scalars scalar(Expr expr, Steps steps) throws QueryException {
        Budget.Mark mark = budget.mark();
        Scalars result = steps.count() > 1 && invariance.isInvariant(expr)
                ? Scalars.constant(computeScalar(expr, steps.first()).at(0))
                : computeScalar(expr, steps);
        budget.settle(mark);
        if (!result.isConstant()) {
            budget.take(steps.count(), steps.count());
        }
        return result;
    }

    private Scalars computeScalar(Expr expr, Steps steps) throws QueryException {
        if (expr instanceof Expr.NumberLiteral number) {
            return Scalars.constant(number.value());
        } else if (expr instanceof Expr.Paren paren) {
            return scalar(paren.inner(), steps);
        } else if (expr instanceof Expr.Unary unary) {
            Scalars inner = scalar(unary.inner(), steps);
            return unary.isMinus() ? negated(inner, steps) : inner;
        } else if (expr instanceof Expr.Binary binary) {
            return combined(ofScalars(binary), scalar(binary.left(), steps), scalar(binary.right(), steps), steps);
        } else if (expr instanceof Expr.Call call) {
            return calls.scalar(call, steps);
        }
        throw new AssertionError("no scalar: " + expr);
    }

    private static DoubleBinaryOperator ofScalars(Expr.Binary binary) {
        return switch (binary.operator().kind()) {
            case ARITHMETIC -> Arithmetic.of(binary.operator());
            case COMPARISON -> {
                Arithmetic.Comparison comparison = Arithmetic.comparison(binary.operator());
                yield (left, right) -> comparison.holds(left, right) ? 1 : 0;
            }
            case SET, TRIM -> throw new AssertionError("not of scalars: " + binary.operator());
        };
    }

    private Scalars negated(Scalars scalars, Steps steps) throws QueryException {
        if (scalars.isConstant()) {
            return Scalars.constant(-scalars.at(0));
        }
        budget.work(steps.count());
        double[] values = budget.room(steps.count());
        for (int step = 0; step < values.length; step++) {
            values[step] = -scalars.at(step);
        }
        return Scalars.of(values);
    }

    private Scalars combined(DoubleBinaryOperator operator, Scalars left, Scalars right, Steps steps)
            throws QueryException {
        if (left.isConstant() && right.isConstant()) {
            return Scalars.constant(operator.applyAsDouble(left.at(0), right.at(0)));
        }
        budget.work(steps.count());
        double[] values = budget.room(steps.count());
        for (int step = 0; step < values.length; step++) {
            values[step] = operator.applyAsDouble(left.at(step), right.at(step));
        }
        return Scalars.of(values);
    }

    /** What an expression of the type string is worth. */
    static String text(Expr expr) {
        if (expr instanceof Expr.StringLiteral literal) {
            return literal.value();
        } else if (expr instanceof Expr.Paren paren) {
            return text(paren.inner());
        }
        throw new AssertionError("no string: " + expr);
    }

    /** What an expression of the type range vector is worth. */
    RangeSelection range(Expr expr, Steps steps) throws QueryException {
        Expr bare = ExprTree.unwrapped(expr);
        if (bare instanceof Expr.MatrixSelector selector) {
            return RangeSelection.ofSeries(
                    source,
                    selector.selector().matchers(),
                    times.positiveMillis(selector.range()),
                    times.reference(selector.shift()),
                    steps,
                    budget);
        } else if (bare instanceof Expr.Subquery subquery) {
            return subquery(subquery, steps);
        }
        throw new AssertionError("no range vector: " + expr);
    }

    /** One evaluation of the inner expression serves the ranges of all steps. */
    private RangeSelection subquery(Expr.Subquery subquery, Steps steps) throws QueryException {
        long rangeMillis = times.positiveMillis(subquery.range());
        long stepMillis = subquery.step().isPresent()
                ? times.positiveMillis(subquery.step().get())
                : times.subqueryStepMillis();
        Reference reference = times.reference(subquery.shift());
        long before = reference.first(steps) - rangeMillis;
        long start = (Math.floorDiv(before, stepMillis) + 1) * stepMillis;
        long count = Math.floorDiv(reference.last(steps) - start, stepMillis) + 1;
        if (count <= 0) {
            return RangeSelection.ofColumns(List.of(), steps.first(), rangeMillis, reference, budget);
        }
        budget.checkSteps(count);
        Steps grid = new Steps(start, stepMillis, Math.toIntExact(count));
        List<Column> columns = vector(subquery.inner(), grid);
        return RangeSelection.ofColumns(columns, grid, rangeMillis, reference, budget);
    }

    /** A scalar as a series without labels. */
    Column scalarColumn(Expr expr, Steps steps) throws QueryException {
        Scalars scalars = scalar(expr, steps);
        if (scalars.isConstant()) {
            budget.checkRoom(steps.count());
        }
        return new Column(Labels.EMPTY, false, scalars.column(steps.count()));
    }
}
