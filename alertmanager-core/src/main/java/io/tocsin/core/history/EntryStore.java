package io.tocsin.core.history;

import io.tocsin.core.label.Labels;

/** Port of the {@link Recorder}: where entries are kept. Used by one thread. */
public interface EntryStore {
    /** @return the entry's id, {@code > 0} and greater than all before it */
    long append(HistoryEntry entry);

    /** The entry has grown; nothing happens if it is no longer kept. */
    void replace(long id, HistoryEntry entry);

    /** The alert is no longer in memory, so this is the last chance to know later what its fingerprint stood for. */
    void remember(Labels alert);
}
