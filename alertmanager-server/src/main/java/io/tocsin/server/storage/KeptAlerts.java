package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.record.AlertRecord;
import io.tocsin.core.record.FieldWriter;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Tells entries of this file from those of one that was open before. */
    private final Object token = new Object();

    private final FieldWriter writer = new FieldWriter();
    private long next;

    KeptAlerts(MVMap<Long, byte[]> whole, MVMap<Long, byte[]> ends) {
        this.whole = requireNonNull(whole, "whole");
        this.ends = requireNonNull(ends, "ends");
        // An end without its alert must not be taken for that of a new one.
        next = 1 + Math.max(last(whole), last(ends));
    }

    private static long last(MVMap<Long, byte[]> records) {
        Long last = records.lastKey();
        return last == null ? 0 : last;
    }

    /** An alert as the file has it. Knows the file by its token alone: a holder must not keep a closed file in memory. */
    private static final class Entry {
        private final Object file;
        private final long number;
        private Alert alert;
        private @Nullable Stamp stamp;

        Entry(Object file, long number, Alert alert, @Nullable Stamp stamp) {
            this.file = file;
            this.number = number;
            this.alert = alert;
            this.stamp = stamp;
        }
    }

    /**
     * Reads what the file has.
     *
     * @param damage is told of what is no alert
     */
    List<Stamped<Alert>> load(StringPool strings, Damage damage) throws MalformedRecordException {
        List<Stamped<Alert>> alerts = new ArrayList<>();
        Cursor<Long, byte[]> each = whole.cursor(null);
        Cursor<Long, byte[]> end = ends.cursor(null);
        // Both are in order of their numbers.
        Long endNumber = next(end);
        while (each.hasNext()) {
            long number = each.next();
            while (endNumber != null && endNumber < number) {
                endNumber = next(end);
            }
            byte[] endRecord = endNumber != null && endNumber == number ? end.getValue() : null;
            try {
                Stamped<Alert> read = decode(each.getValue(), endRecord, strings);
                Alert alert = read.value();
                loaded.put(alert.labels(), new Entry(token, number, alert, AlertHolder.stampBeside(read)));
                alerts.add(read);
            } catch (MalformedRecordException e) {
                damage.found(e);
            }
        }
        return alerts;
    }

    private static Stamped<Alert> decode(byte[] whole, byte @Nullable [] end, StringPool strings)
            throws MalformedRecordException {
        return end == null ? AlertRecord.decode(whole, strings) : AlertRecord.decode(whole, end, strings);
    }

    private static @Nullable Long next(Cursor<Long, byte[]> cursor) {
        return cursor.hasNext() ? cursor.next() : null;
    }

    /**
     * Adds an alert that the file does not have.
     *
     * @param stamp null where {@link Alert#updatedAt} says as much
     * @return its number
     */
    long add(Alert alert, @Nullable Stamp stamp) {
        long number = next++;
        whole.put(number, AlertRecord.encode(alert, stamp, writer));
        return number;
    }

    /** @return its number */
    long put(AlertHolder holder) {
        // In this order, as holders are read.
        Stamp stamp = holder.stamp();
        Alert alert = holder.alert();
        Entry known = entryOf(holder);
        if (known == null) {
            known = new Entry(token, add(alert, stamp), alert, stamp);
            holder.setJournalEntry(known);
        } else {
            update(known, alert, stamp);
        }
        return known.number;
    }

    /** @return null if the file does not have the alert */
    @SuppressWarnings("ReferenceEquality") // That is what a token is for.
    private @Nullable Entry entryOf(AlertHolder holder) {
        if (holder.journalEntry() instanceof Entry entry && entry.file == token) {
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
    private void update(Entry known, Alert alert, @Nullable Stamp stamp) {
        Alert before = known.alert;
        boolean isSameStamp = Objects.equals(known.stamp, stamp);
        if (before == alert && isSameStamp) {
            return;
        }
        known.alert = alert;
        known.stamp = stamp;
        if (!isSameButForItsEnd(before, alert)) {
            whole.put(known.number, AlertRecord.encode(alert, stamp, writer));
            ends.remove(known.number);
        } else if (!isSameStamp || !before.equals(alert)) {
            ends.put(known.number, AlertRecord.encodeEnds(alert, stamp, writer));
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
            Stamp stamp = holder.stamp();
            update(known, holder.alert(), stamp);
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
            held.add(put(holder));
            afterEach.run();
        }
        loaded.clear();
        if (whole.sizeAsLong() > held.size()) {
            removeAllBut(held, afterEach);
        }
    }

    private void removeAllBut(Set<Long> held, Runnable afterEach) {
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
