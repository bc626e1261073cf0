package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

/** What became of a reload. */
public sealed interface ReloadOutcome {
    /** The new configuration is in force. */
    record Reloaded() implements ReloadOutcome {}

    /**
     * The old configuration stays in force.
     *
     * @param reason its first line is what the original would say; places and hints follow
     */
    record Refused(String reason) implements ReloadOutcome {
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
