package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;

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
    private volatile Stamped<Silence> version;

    /** Whether the index has it; the owner's own. */
    private boolean isIndexed;

    SilenceHolder(long sequence, Stamped<Silence> version) {
        this.sequence = sequence;
        this.version = requireNonNull(version, "version");
    }

    long sequence() {
        return sequence;
    }

    Silence silence() {
        return version.value();
    }

    Stamp stamp() {
        return version.stamp();
    }

    Stamped<Silence> version() {
        return version;
    }

    void update(Stamped<Silence> newest) {
        version = newest;
    }

    boolean isIndexed() {
        return isIndexed;
    }

    void setIndexed(boolean indexed) {
        isIndexed = indexed;
    }
}
