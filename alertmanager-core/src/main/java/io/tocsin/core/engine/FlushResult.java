package io.tocsin.core.engine;

import io.tocsin.core.engine.EngineEvent.TurnOutcome;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.Delivery;
import io.tocsin.core.pipeline.DeliveryOutcome;
import java.util.HashSet;
import java.util.Set;

/**
 * How the deliveries of a flush ended, or one of them. Immutable.
 *
 * @param isSuccess whether resolved alerts may leave the group
 * @param kept those that stay even so
 * @param turn what came of it where others had come first
 */
record FlushResult(boolean isSuccess, Set<Labels> kept, TurnOutcome turn) {
    /** Nobody had to be told. */
    static final FlushResult UNNEEDED = new FlushResult(true, Set.of(), TurnOutcome.NOTHING_TO_SAY);

    /** Something broke. */
    static final FlushResult BROKEN = new FlushResult(false, Set.of(), TurnOutcome.STEPPED_IN);

    FlushResult {
        kept = Set.copyOf(kept);
    }

    static FlushResult of(Delivery delivery, DeliveryOutcome outcome) {
        boolean isSuccess = !(outcome instanceof DeliveryOutcome.Failed) || delivery.isOnlyOwed();
        return new FlushResult(isSuccess, delivery.kept(), turn(outcome));
    }

    private static TurnOutcome turn(DeliveryOutcome outcome) {
        if (!(outcome instanceof DeliveryOutcome.Unneeded unneeded)) {
            return TurnOutcome.STEPPED_IN;
        }
        return unneeded.verdict() instanceof DedupVerdict.ServedByOther
                ? TurnOutcome.SERVED_BY_OTHER
                : TurnOutcome.NOTHING_TO_SAY;
    }

    /** Whether somebody was told something, and nobody is left to be told. */
    boolean hasTold() {
        return isSuccess && turn == TurnOutcome.STEPPED_IN;
    }

    /** Of both. */
    FlushResult and(FlushResult other) {
        Set<Labels> ofBoth = new HashSet<>(kept);
        ofBoth.addAll(other.kept);
        TurnOutcome greater = turn.compareTo(other.turn) > 0 ? turn : other.turn;
        return new FlushResult(isSuccess && other.isSuccess, ofBoth, greater);
    }
}
