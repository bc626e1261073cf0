package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.Expr.At;
import io.tocsin.evaluator.promql.Expr.Shift;

/**
 * What times within a query refer to.
 *
 * @param startMillis what {@code start()} stands for, within subqueries too; likewise {@code endMillis}
 * @param subqueryStepMillis step of subqueries that name none
 */
record QueryTimes(long startMillis, long endMillis, long subqueryStepMillis, DurationEvaluation durations) {
    Reference reference(Shift shift) throws QueryException {
        long offset =
                shift.offset().isPresent() ? durations.millis(shift.offset().get()) : 0;
        if (shift.at().isEmpty()) {
            return new Reference(false, -offset);
        }
        return new Reference(true, millis(shift.at().get()) - offset);
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
