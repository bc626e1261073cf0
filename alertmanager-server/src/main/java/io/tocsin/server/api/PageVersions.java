package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.EventFeed.Versions;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Finds the versions of what the page shows: those that its answers would have if it asked now. */
record PageVersions(ApiParts parts, LiveOverview overview, ApiWorkers workers)
        implements Supplier<CompletionStage<Versions>> {
    PageVersions {
        requireNonNull(parts, "parts");
        requireNonNull(overview, "overview");
        requireNonNull(workers, "workers");
    }

    @Override
    public CompletionStage<Versions> get() {
        // Silences after alerts, which have the alerts remember the silences that match them.
        return overview.version()
                .thenCompose(alerts -> workers.look(this::silences)
                        .map(silences -> new Versions(
                                alerts, silences, StatusReport.of(parts).version()))
                        .toCompletionStage());
    }

    private String silences() {
        return SilenceSurvey.of(parts.engine(), parts.clock().instant()).version();
    }
}
