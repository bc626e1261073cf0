package io.tocsin.cluster.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a member says of itself.
 *
 * @param name as it was given to it; another member may have the same one
 * @param number of this run of its process; no other member's
 * @param startedAt by its own clock
 * @param wireMin the oldest version of the wire that it understands
 * @param wireMax the newest one
 * @param version of the program, for people
 * @param revision counts what it has said of itself: of two sayings the one with the higher one holds, whichever came first
 * @param configHash of the configuration that it has loaded; 0 if it does not know
 */
public record Introduction(
        String name,
        long number,
        Instant startedAt,
        String label,
        int wireMin,
        int wireMax,
        String version,
        long revision,
        long configHash,
        Phase phase) {
    public Introduction {
        requireNonNull(name, "name");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(label, "label");
        requireNonNull(version, "version");
        requireNonNull(phase, "phase");
    }

    /** How far a member takes part, by its own account. */
    public enum Phase {
        JOINING(0),
        RANKED(1),
        LEAVING(2);

        private final int number;

        Phase(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /** What a later version may add is something short of taking turns. */
        static Phase of(long number) {
            return number == RANKED.number ? RANKED : number == LEAVING.number ? LEAVING : JOINING;
        }
    }

    /** Whether there is a version of the wire that both understand. */
    public boolean understands(Introduction other) {
        return wireMin <= other.wireMax && other.wireMin <= wireMax;
    }
}
