package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

/** What became of the wish to end a silence. */
public sealed interface SilenceExpiry {
    /** @param silence as it is now */
    record Ended(Silence silence) implements SilenceExpiry {
        public Ended {
            requireNonNull(silence, "silence");
        }
    }

    /** It had ended before; nothing changed. */
    record AlreadyEnded(Silence silence) implements SilenceExpiry {
        public AlreadyEnded {
            requireNonNull(silence, "silence");
        }
    }

    record NotFound(String id) implements SilenceExpiry {
        public NotFound {
            requireNonNull(id, "id");
        }
    }
}
