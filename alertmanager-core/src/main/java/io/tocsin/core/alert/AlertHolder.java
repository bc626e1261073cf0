package io.tocsin.core.alert;

import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import org.jspecify.annotations.Nullable;

/** Where the store keeps the newest version of one alert; the same object from the first post until it is collected. */
public interface AlertHolder {
    /** The newest version. Readable by any thread. */
    Alert alert();

    /** Replaces the version. Called by the store's owner alone. */
    void update(Alert alert);

    /**
     * The stamp of the version; null for one that was written outside of a cluster, which has it from {@link
     * Alert#updatedAt}. Readable by any thread, and never newer than {@link #alert} if it is read before that.
     */
    @Nullable
    Stamp stamp();

    /** The stamp as it has to be kept beside the alert: null if that tells it. */
    static @Nullable Stamp stampBeside(Stamped<Alert> version) {
        Stamp stamp = version.stamp();
        return stamp.equals(Stamp.of(version.value().updatedAt())) ? null : stamp;
    }

    /** The newest version with its stamp; one that is being replaced may show under the stamp of its predecessor. */
    default Stamped<Alert> version() {
        Stamp stamp = stamp();
        Alert alert = alert();
        return new Stamped<>(alert, stamp == null ? Stamp.of(alert.updatedAt()) : stamp);
    }

    /** Whether {@link #retire} was called. Readable by any thread. */
    boolean isRetired();

    /** The alert was collected; the holder stays for those who still have to be told of its end. */
    void retire();

    /** What the journal knows of the alert; null at first. The journal's own, and used by one thread of its at a time. */
    @Nullable
    Object journalEntry();

    void setJournalEntry(Object entry);
}
