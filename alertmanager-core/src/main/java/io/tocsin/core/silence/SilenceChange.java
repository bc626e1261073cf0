package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

/** What became of a {@link SilenceRequest}. */
public sealed interface SilenceChange {
    record Created(Silence silence) implements SilenceChange {
        public Created {
            requireNonNull(silence, "silence");
        }
    }

    /** Changed under the id that it had. */
    record Updated(Silence silence) implements SilenceChange {
        public Updated {
            requireNonNull(silence, "silence");
        }
    }

    /**
     * The change was too large to be made in place: the old silence was ended, and a new one took over.
     *
     * @param ended the old one as it is now
     */
    record Replaced(Silence ended, Silence silence) implements SilenceChange {
        public Replaced {
            requireNonNull(ended, "ended");
            requireNonNull(silence, "silence");
        }
    }

    /** There is no silence of the id that was to be changed. */
    record NotFound(String id) implements SilenceChange {
        public NotFound {
            requireNonNull(id, "id");
        }
    }

    /** @param reason in the original's words */
    record Refused(String reason) implements SilenceChange {
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
