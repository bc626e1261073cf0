package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

/**
 * Where the newest version of one silence is kept; the same object for as long as its matchers are the same, so that an
 * index and whoever remembers what it found need not look again.
 *
 * <p>Written by the owner of the {@link Silences}; read by any thread.
 */
final class SilenceHolder {
    /** Counted up from silence to silence: the order in which this member learned of them. */
    private final long sequence;

    // Volatile: readers see the version that the owner wrote last.
    private volatile Silence silence;

    /** Whether the index has it; the owner's own. */
    private boolean isIndexed;

    SilenceHolder(long sequence, Silence silence) {
        this.sequence = sequence;
        this.silence = requireNonNull(silence, "silence");
    }

    long sequence() {
        return sequence;
    }

    Silence silence() {
        return silence;
    }

    void update(Silence newest) {
        silence = newest;
    }

    boolean isIndexed() {
        return isIndexed;
    }

    void setIndexed(boolean indexed) {
        isIndexed = indexed;
    }
}
