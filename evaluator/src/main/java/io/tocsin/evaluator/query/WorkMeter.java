package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.query.QueryLimits.Patience;
import io.tocsin.evaluator.series.SearchMeter;

/** Adds up what has been done, and asks now and then whether to go on. Used by one thread. */
public final class WorkMeter implements SearchMeter<QueryException> {
    /** About as many simple steps as take a fraction of a millisecond. */
    private static final long WORK_BETWEEN_CHECKS = 1 << 16;

    private final Patience patience;
    private long work;

    public WorkMeter(Patience patience) {
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public void work(long units) throws QueryException {
        work += units + 1;
        if (work >= WORK_BETWEEN_CHECKS) {
            work = 0;
            patience.check();
        }
    }
}
