package io.tocsin.core.pipeline;

import io.tocsin.core.inhibit.Inhibitor;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Mutes what other alerts inhibit. Thread-safe, as the inhibitor is. */
public record InhibitionMuter(Inhibitor inhibitor) implements Muter {
    @Override
    public Optional<MuteCause> causeFor(Labels labels, Route route, Instant now) {
        return inhibitor.inhibitionOf(labels, now).map(MuteCause.Inhibited::new);
    }

    @Override
    public List<MuteCause> causesFor(Labels labels, Route route, Instant now) {
        return inhibitor.inhibitionsOf(labels, now).stream()
                .<MuteCause>map(MuteCause.Inhibited::new)
                .toList();
    }
}
