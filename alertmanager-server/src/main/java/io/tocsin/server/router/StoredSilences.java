package io.tocsin.server.router;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.LiveSilences;
import io.tocsin.core.silence.Silences.Counts;
import io.tocsin.server.metrics.SilenceMetrics;
import io.tocsin.server.metrics.SilenceMetrics.States;
import java.time.InstantSource;

/** Tells the metrics about the engine's silences. */
public record StoredSilences(LiveSilences silences, InstantSource clock) implements SilenceMetrics.Source {
    public StoredSilences {
        requireNonNull(silences, "silences");
        requireNonNull(clock, "clock");
    }

    @Override
    public States states() {
        Counts counts = silences.countsAt(clock.instant());
        return new States(counts.active(), counts.pending(), counts.expired());
    }

    @Override
    public long stored() {
        return silences.size();
    }

    @Override
    public long indexed() {
        return silences.indexed();
    }
}
