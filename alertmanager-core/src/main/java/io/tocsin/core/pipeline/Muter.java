package io.tocsin.core.pipeline;

import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides whether something keeps an alert of a route from being sent. Thread-safe: asked by every shard. */
public interface Muter {
    /** @param now the tick of the flush, or the moment of a query */
    Optional<MuteCause> causeFor(Labels labels, Route route, Instant now);

    /** Everything of this kind that keeps the alert back, for those who ask why. */
    default List<MuteCause> causesFor(Labels labels, Route route, Instant now) {
        return causeFor(labels, route, now).map(List::of).orElse(List.of());
    }
}
