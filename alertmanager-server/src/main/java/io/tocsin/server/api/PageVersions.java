package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.EventFeed.Look;
import io.tocsin.server.api.EventFeed.Versions;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds the versions of what the page shows: those that its answers would have if it asked now.
 *
 * @param monotonicNanos nanoseconds of a clock that only measures differences
 */
record PageVersions(
        ApiParts parts, LiveOverview overview, LiveSurvey survey, ApiWorkers workers, LongSupplier monotonicNanos)
        implements Supplier<CompletionStage<Look>> {
    PageVersions {
        requireNonNull(parts, "parts");
        requireNonNull(overview, "overview");
        requireNonNull(survey, "survey");
        requireNonNull(workers, "workers");
        requireNonNull(monotonicNanos, "monotonicNanos");
    }

    @Override
    public CompletionStage<Look> get() {
        long ranBefore = overview.ranNanos();
        // Silences after alerts, which have the alerts remember the silences that match them.
        return overview.version()
                .thenCompose(alerts -> workers.look(() -> look(alerts, overview.ranNanos() - ranBefore))
                        .toCompletionStage());
    }

    private Look look(String alerts, long ranNanos) {
        long begun = monotonicNanos.getAsLong();
        String silences = survey.now().version();
        String status = StatusReport.of(parts).version();
        return new Look(new Versions(alerts, silences, status), ranNanos + monotonicNanos.getAsLong() - begun);
    }
}
