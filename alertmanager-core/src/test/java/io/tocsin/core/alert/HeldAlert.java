package io.tocsin.core.alert;

import io.tocsin.core.stamp.Stamp;
import org.jspecify.annotations.Nullable;

/** The plainest holder there is. */
public final class HeldAlert implements AlertHolder {
    // Volatile, as in the engine: journals read them on a thread of their own.
    private volatile Alert alert;
    private volatile @Nullable Stamp stamp;
    private volatile boolean isRetired;
    private @Nullable Object journalEntry;

    public HeldAlert(Alert alert) {
        this.alert = alert;
    }

    @Override
    public Alert alert() {
        return alert;
    }

    @Override
    public void update(Alert newest) {
        alert = newest;
    }

    @Override
    public @Nullable Stamp stamp() {
        return stamp;
    }

    public void setStamp(@Nullable Stamp newest) {
        stamp = newest;
    }

    @Override
    public boolean isRetired() {
        return isRetired;
    }

    @Override
    public void retire() {
        isRetired = true;
    }

    @Override
    public @Nullable Object journalEntry() {
        return journalEntry;
    }

    @Override
    public void setJournalEntry(Object entry) {
        journalEntry = entry;
    }
}
