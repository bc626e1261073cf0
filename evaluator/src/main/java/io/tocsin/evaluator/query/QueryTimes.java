package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.DurationExpr;
import io.tocsin.evaluator.promql.Durations;
import io.tocsin.evaluator.promql.Durations.UnusableDurationException;
import io.tocsin.evaluator.promql.Expr.At;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.query.QueryException.Reason;

/**
 * What times within a query refer to.
 *
 * @param startMillis what {@code start()} stands for, within subqueries too; likewise {@code endMillis}
 * @param subqueryStepMillis step of subqueries that name none
 * @param query its text
 */
record QueryTimes(long startMillis, long endMillis, long subqueryStepMillis, Durations durations, String query) {
    Reference reference(Shift shift) throws QueryException {
        long offset = shift.offset().isPresent() ? offsetMillis(shift.offset().get()) : 0;
        if (shift.at().isEmpty()) {
            return new Reference(false, -offset);
        }
        return new Reference(true, millis(shift.at().get()) - offset);
    }

    private long offsetMillis(DurationExpr offset) throws QueryException {
        try {
            return durations.millis(offset);
        } catch (UnusableDurationException e) {
            throw unusable(e);
        }
    }

    /** A range or a step; {@code > 0}. */
    long positiveMillis(DurationExpr duration) throws QueryException {
        try {
            return durations.positiveMillis(duration);
        } catch (UnusableDurationException e) {
            throw unusable(e);
        }
    }

    private QueryException unusable(UnusableDurationException e) {
        return new QueryException(Reason.EXECUTION, e.placedIn(query));
    }

    private long millis(At at) {
        if (at instanceof At.Time time) {
            return time.millis();
        } else if (at instanceof At.Start) {
            return startMillis;
        } else if (at instanceof At.End) {
            return endMillis;
        }
        throw new AssertionError("unhandled time: " + at);
    }
}
