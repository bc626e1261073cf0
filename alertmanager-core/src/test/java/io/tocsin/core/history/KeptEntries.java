package io.tocsin.core.history;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Keeps entries in memory, and counts how often they are written. */
final class KeptEntries implements EntryStore {
    final TreeMap<Long, HistoryEntry> byId = new TreeMap<>();
    final List<Labels> remembered = new ArrayList<>();
    int replaced;

    @Override
    public long append(HistoryEntry entry) {
        long id = byId.isEmpty() ? 1 : byId.lastKey() + 1;
        byId.put(id, entry);
        return id;
    }

    @Override
    public void replace(long id, HistoryEntry entry) {
        replaced++;
        byId.replace(id, entry);
    }

    @Override
    public void remember(Labels alert) {
        remembered.add(alert);
    }

    <T extends HistoryEntry> List<T> all(Class<T> type) {
        return byId.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<HistoryEntry.Flush> flushes() {
        return all(HistoryEntry.Flush.class);
    }

    List<HistoryEntry.Notification> notifications() {
        return all(HistoryEntry.Notification.class);
    }

    List<HistoryEntry.SilenceChange> silences() {
        return all(HistoryEntry.SilenceChange.class);
    }
}
