package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.StringPool;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.release.Release;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What API v2 is made of.
 *
 * @param configuration what is in force now
 * @param startedAt shown as {@code uptime}
 * @param matchers reads filters
 * @param status what the page shows of the server
 * @param strings shares the strings of posted alerts; the store's strings live in it too
 */
public record ApiParts(
        Engine engine,
        Supplier<ConfigurationView> configuration,
        AlertStatuses statuses,
        ClusterViews cluster,
        Release release,
        MatcherParser matchers,
        StringPool strings,
        InstantSource clock,
        Instant startedAt,
        HistoryLog history,
        StatusSources status) {

    public ApiParts {
        requireNonNull(engine, "engine");
        requireNonNull(configuration, "configuration");
        requireNonNull(statuses, "statuses");
        requireNonNull(cluster, "cluster");
        requireNonNull(release, "release");
        requireNonNull(matchers, "matchers");
        requireNonNull(strings, "strings");
        requireNonNull(clock, "clock");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(history, "history");
        requireNonNull(status, "status");
    }
}
