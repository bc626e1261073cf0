package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.server.storage.record.AlertRecord;
import io.tocsin.server.storage.record.FieldWriter;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a file, in two maps: the whole of each, and the few bytes that a refresh or a resolve changes, under the
 * same number. A refresh of every alert rewrites the small map alone. Memory's holder of an alert carries that number, so
 * that nothing has to be looked up for an alert that is new. Owned by the writer.
 */
final class KeptAlerts {
    private final MVMap<Long, byte[]> whole;
    private final MVMap<Long, byte[]> ends;

    /** What was read and has not met its holder yet. */
    private final Map<Labels, Entry> loaded = new HashMap<>();

    private final FieldWriter writer = new FieldWriter();
    private long next;

    KeptAlerts(MVMap<Long, byte[]> whole, MVMap<Long, byte[]> ends) {
        this.whole = requireNonNull(whole, "whole");
        this.ends = requireNonNull(ends, "ends");
        Long last = whole.lastKey();
        next = last == null ? 1 : last + 1;
    }

    /** An alert as the file has it. */
    private final class Entry {
        private final long number;
        private Alert alert;

        Entry(long number, Alert alert) {
            this.number = number;
            this.alert = alert;
        }

        /** The entries of a file that was open before count for nothing in this one. */
        boolean isOf(KeptAlerts file) {
            return KeptAlerts.this == file;
        }
    }

    /**
     * Reads what the file has.
     *
     * @param damage is told of what is no alert
     */
    List<Alert> load(StringPool strings, Damage damage) throws MalformedRecordException {
        Cursor<Long, byte[]> each = whole.cursor(null);
        Cursor<Long, byte[]> end = ends.cursor(null);
        // Both are in order of their numbers, and no end is without its alert.
        Long endNumber = next(end);
        while (each.hasNext()) {
            long number = each.next();
            while (endNumber != null && endNumber < number) {
                endNumber = next(end);
            }
            byte[] endRecord = endNumber != null && endNumber == number ? end.getValue() : null;
            try {
                Alert alert = decode(each.getValue(), endRecord, strings);
                loaded.put(alert.labels(), new Entry(number, alert));
            } catch (MalformedRecordException e) {
                damage.found(e);
            }
        }
        List<Alert> alerts = new ArrayList<>(loaded.size());
        loaded.values().forEach(entry -> alerts.add(entry.alert));
        return alerts;
    }

    private static Alert decode(byte[] whole, byte @Nullable [] end, StringPool strings)
            throws MalformedRecordException {
        return end == null ? AlertRecord.decode(whole, strings) : AlertRecord.decode(whole, end, strings);
    }

    private static @Nullable Long next(Cursor<Long, byte[]> cursor) {
        return cursor.hasNext() ? cursor.next() : null;
    }

    /** Adds an alert that the file does not have, and nobody holds. */
    void add(Alert alert) {
        loaded.put(alert.labels(), added(alert));
    }

    private Entry added(Alert alert) {
        Entry entry = new Entry(next++, alert);
        whole.put(entry.number, AlertRecord.encode(alert, writer));
        return entry;
    }

    void put(AlertHolder holder) {
        Entry known = entryOf(holder);
        if (known == null) {
            holder.setJournalEntry(added(holder.alert()));
        } else {
            update(known, holder.alert());
        }
    }

    /** @return null if the file does not have the alert */
    private @Nullable Entry entryOf(AlertHolder holder) {
        if (holder.journalEntry() instanceof Entry entry && entry.isOf(this)) {
            return entry;
        }
        Entry met = loaded.isEmpty() ? null : loaded.remove(holder.alert().labels());
        if (met != null) {
            holder.setJournalEntry(met);
        }
        return met;
    }

    /** Writes what is another version than the file has. */
    @SuppressWarnings("ReferenceEquality") // The same version, which is the rule, is found out without looking into it.
    private void update(Entry known, Alert alert) {
        Alert before = known.alert;
        if (before == alert) {
            return;
        }
        known.alert = alert;
        if (!isSameButForItsEnd(before, alert)) {
            whole.put(known.number, AlertRecord.encode(alert, writer));
            ends.remove(known.number);
        } else if (!before.equals(alert)) {
            ends.put(known.number, AlertRecord.encodeEnds(alert, writer));
        }
    }

    private static boolean isSameButForItsEnd(Alert before, Alert alert) {
        return before.startsAt().equals(alert.startsAt())
                && before.annotations().equals(alert.annotations())
                && before.generatorUrl().equals(alert.generatorUrl());
    }

    void remove(AlertHolder holder) {
        Entry gone = entryOf(holder);
        if (gone != null) {
            remove(gone.number);
        }
    }

    private void remove(long number) {
        whole.remove(number);
        ends.remove(number);
    }

    /** @return false if the file does not have the alert: it is on its way here, or gone */
    boolean refresh(AlertHolder holder) {
        Entry known = entryOf(holder);
        if (known != null) {
            update(known, holder.alert());
        }
        return known != null;
    }

    /**
     * Makes this hold exactly {@code live}, writing only what differs.
     *
     * @param afterEach runs after each alert
     */
    void reconcile(Iterable<? extends AlertHolder> live, Runnable afterEach) {
        Set<Long> held = new HashSet<>();
        for (AlertHolder holder : live) {
            put(holder);
            held.add(requireNonNull(entryOf(holder)).number);
            afterEach.run();
        }
        loaded.clear();
        // Not removed on the way: what runs after each may give the space away in which there is more to read.
        List<Long> gone = new ArrayList<>();
        for (Iterator<Long> each = whole.keyIterator(null); each.hasNext(); ) {
            Long number = each.next();
            if (!held.contains(number)) {
                gone.add(number);
            }
        }
        for (long number : gone) {
            remove(number);
            afterEach.run();
        }
    }

    boolean isEmpty() {
        return whole.isEmpty();
    }
}
