package io.tocsin.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.StringPool;
import io.tocsin.notifiers.rendering.Renderings;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.metrics.ServerMetrics;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the parts of a server share.
 *
 * @param strings of alerts, wherever they come from
 */
record Base(
        ServerOptions options,
        MatcherMode mode,
        InstantSource clock,
        Instant startedAt,
        ExternalUrl externalUrl,
        DiskFiles files,
        ServerMetrics metrics,
        Renderings renderings,
        StringPool strings) {
    Base {
        requireNonNull(options, "options");
        requireNonNull(mode, "mode");
        requireNonNull(clock, "clock");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(externalUrl, "externalUrl");
        requireNonNull(files, "files");
        requireNonNull(metrics, "metrics");
        requireNonNull(renderings, "renderings");
        requireNonNull(strings, "strings");
    }
}
