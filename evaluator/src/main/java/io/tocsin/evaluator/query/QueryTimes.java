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
 */
record QueryTimes(long startMillis, long endMillis, long subqueryStepMillis, Durations durations) {
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
            long millis = durations.positiveMillis(duration);
            if (millis == 0) {
                throw new QueryException(Reason.EXECUTION, "duration must be greater than 0");
            }
            return millis;
        } catch (UnusableDurationException e) {
            throw unusable(e);
        }
    }

    private static QueryException unusable(UnusableDurationException e) {
        return new QueryException(Reason.EXECUTION, String.valueOf(e.getMessage()));
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
