package io.tocsin.core.engine;

/** How a flush ended, as the worst of its deliveries. */
enum FlushEnd {
    /** Everybody knows what there is to know: resolved alerts may leave the group. */
    COMPLETE,
    /** A receiver is owed a resolve that cannot be sent yet: resolved alerts stay until it is. */
    RESOLVE_HELD,
    /** A receiver was not reached: resolved alerts stay for the next flush. */
    FAILED;

    FlushEnd worse(FlushEnd other) {
        return compareTo(other) < 0 ? other : this;
    }
}
