package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

/** How many alerts of one severity are in which state. */
public record SeverityCounts(Severity severity, StateCounts states) {
    public SeverityCounts {
        requireNonNull(severity, "severity");
        requireNonNull(states, "states");
    }
}
