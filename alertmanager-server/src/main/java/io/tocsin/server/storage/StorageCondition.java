package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the storage of a server fares. Immutable.
 *
 * @param folder empty for one that keeps nothing beyond the process
 * @param bytes the size of its file at the last commit; empty before the first
 * @param trouble why nothing can be written now; empty if it can
 */
public record StorageCondition(Optional<Path> folder, OptionalLong bytes, Optional<Trouble> trouble) {
    /** Of a server that keeps nothing beyond the process. */
    public static final StorageCondition MEMORY =
            new StorageCondition(Optional.empty(), OptionalLong.empty(), Optional.empty());

    public StorageCondition {
        requireNonNull(folder, "folder");
        requireNonNull(bytes, "bytes");
        requireNonNull(trouble, "trouble");
    }

    /**
     * What keeps it from writing.
     *
     * @param why names the file, and no secret
     * @param since when that was noticed
     */
    public record Trouble(String why, Instant since) {
        public Trouble {
            requireNonNull(why, "why");
            requireNonNull(since, "since");
        }
    }
}
