package io.tocsin.server.overview;

import java.util.Locale;
import java.util.Optional;

/** What becomes of an alert that fires: exactly one of these, in the order in which they are listed. */
public enum AlertState {
    /** Receivers are told of it. */
    ACTIVE,
    /** None of its groups has been flushed since it came. */
    UNPROCESSED,
    /** A silence mutes it. */
    SILENCED,
    /** Another alert inhibits it, and no silence mutes it. */
    INHIBITED,
    /** Time intervals mute every group that it is in, and nothing else mutes it. */
    MUTED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As the API writes it. */
    public String word() {
        return word;
    }

    public static Optional<AlertState> of(String word) {
        for (AlertState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
