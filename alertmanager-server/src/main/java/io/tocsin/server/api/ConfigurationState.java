package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which configuration file is in force, and whether what it holds now could be loaded. Immutable.
 *
 * @param file as given on the command line
 * @param hash of what is in force; equal in all members with one file
 * @param loadedAt when that was loaded
 * @param warnings what is odd in it
 * @param pending the last load, if that failed and what was loaded before stays in force
 */
public record ConfigurationState(
        String file, long hash, Instant loadedAt, List<Problem> warnings, Optional<FailedLoad> pending) {
    public ConfigurationState {
        requireNonNull(file, "file");
        requireNonNull(loadedAt, "loadedAt");
        warnings = List.copyOf(warnings);
        requireNonNull(pending, "pending");
    }

    /**
     * A load that failed.
     *
     * @param message in the original's words
     * @param problems where and what to do; none if the file could not be read at all
     */
    public record FailedLoad(Instant at, String message, List<Problem> problems) {
        public FailedLoad {
            requireNonNull(at, "at");
            requireNonNull(message, "message");
            problems = List.copyOf(problems);
        }
    }

    /** After another load, which failed. */
    public ConfigurationState failed(FailedLoad load) {
        return new ConfigurationState(file, hash, loadedAt, warnings, Optional.of(load));
    }
}
