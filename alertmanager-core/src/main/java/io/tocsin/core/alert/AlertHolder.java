package io.tocsin.core.alert;

import org.jspecify.annotations.Nullable;

/** Where the store keeps the newest version of one alert; the same object from the first post until it is collected. */
public interface AlertHolder {
    /** The newest version. Readable by any thread. */
    Alert alert();

    /** Replaces the version. Called by the store's owner alone. */
    void update(Alert alert);

    /** Whether {@link #retire} was called. Readable by any thread. */
    boolean isRetired();

    /** The alert was collected; the holder stays for those who still have to be told of its end. */
    void retire();

    /** What the journal knows of the alert; null at first. The journal's own, and used by one thread of its at a time. */
    @Nullable
    Object journalEntry();

    void setJournalEntry(Object entry);
}
