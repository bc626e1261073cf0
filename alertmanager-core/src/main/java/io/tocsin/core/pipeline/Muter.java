package io.tocsin.core.pipeline;

import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides whether something keeps an alert of a route from being sent. Thread-safe: asked by every shard. */
public interface Muter {
    /** @param now the moment of the flush, or its tick where {@link #goesByTick}; or the moment of a query */
    Optional<MuteCause> causeFor(Labels labels, Route route, Instant now);

    /** Whether the answer is the same for all alerts of a route, so that a flush asks once. */
    default boolean concernsRoute() {
        return false;
    }

    /**
     * Whether a flush that is late asks for the moment at which it was due, not for its own.
     *
     * @see "Upstream: notify.Now in the time stages; the clock in inhibit.Inhibitor and silence.Silences, v0.34.0"
     */
    default boolean goesByTick() {
        return false;
    }

    /** Everything of this kind that keeps the alert back, for those who ask why. */
    default List<MuteCause> causesFor(Labels labels, Route route, Instant now) {
        return causeFor(labels, route, now).map(List::of).orElse(List.of());
    }
}
