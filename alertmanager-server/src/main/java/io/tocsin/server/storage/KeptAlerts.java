package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.server.storage.record.AlertRecord;
import io.tocsin.server.storage.record.FieldWriter;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a file, in two maps: the whole of each, and the few bytes that a refresh or a resolve changes, under the
 * same number. A refresh of every alert rewrites the small map alone. Owned by the writer.
 */
final class KeptAlerts {
    private final MVMap<Long, byte[]> whole;
    private final MVMap<Long, byte[]> ends;
    private final Map<Labels, Kept> kept = new HashMap<>();
    private final FieldWriter writer = new FieldWriter();
    private long next;

    KeptAlerts(MVMap<Long, byte[]> whole, MVMap<Long, byte[]> ends) {
        this.whole = requireNonNull(whole, "whole");
        this.ends = requireNonNull(ends, "ends");
        Long last = whole.lastKey();
        next = last == null ? 1 : last + 1;
    }

    /** An alert as the file has it. */
    private static final class Kept {
        private final long number;
        private Alert alert;

        Kept(long number, Alert alert) {
            this.number = number;
            this.alert = alert;
        }
    }

    /**
     * Reads what the file has.
     *
     * @param damage is told of what is no alert
     */
    List<Alert> load(StringPool strings, Damage damage) throws MalformedRecordException {
        List<Alert> alerts = new ArrayList<>();
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
                kept.put(alert.labels(), new Kept(number, alert));
                alerts.add(alert);
            } catch (MalformedRecordException e) {
                damage.found(e);
            }
        }
        return alerts;
    }

    private static Alert decode(byte[] whole, byte @Nullable [] end, StringPool strings)
            throws MalformedRecordException {
        return end == null ? AlertRecord.decode(whole, strings) : AlertRecord.decode(whole, end, strings);
    }

    private static @Nullable Long next(Cursor<Long, byte[]> cursor) {
        return cursor.hasNext() ? cursor.next() : null;
    }

    void put(Alert alert) {
        Kept known = kept.get(alert.labels());
        if (known == null) {
            Kept added = new Kept(next++, alert);
            kept.put(alert.labels(), added);
            whole.put(added.number, AlertRecord.encode(alert, writer));
        } else {
            update(known, alert);
        }
    }

    /** Writes what is another version than the file has. */
    @SuppressWarnings("ReferenceEquality") // The same version, which is the rule, is found out without looking into it.
    private void update(Kept known, Alert alert) {
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

    void remove(Labels labels) {
        Kept gone = kept.remove(labels);
        if (gone != null) {
            whole.remove(gone.number);
            ends.remove(gone.number);
        }
    }

    /** @return false if the file does not have the alert: it is on its way here, or gone */
    boolean refresh(Alert alert) {
        Kept known = kept.get(alert.labels());
        if (known != null) {
            update(known, alert);
        }
        return known != null;
    }

    /**
     * Makes this hold exactly {@code live}, writing only what differs.
     *
     * @param afterEach runs after each alert
     */
    void reconcile(Iterable<Alert> live, Runnable afterEach) {
        Set<Labels> gone = new HashSet<>(kept.keySet());
        for (Alert alert : live) {
            gone.remove(alert.labels());
            shareLabels(alert.labels());
            put(alert);
            afterEach.run();
        }
        for (Labels labels : gone) {
            remove(labels);
            afterEach.run();
        }
    }

    /** Those of a file that was read again would be held beside memory's. */
    @SuppressWarnings("ReferenceEquality") // Equal ones are what this is about.
    private void shareLabels(Labels labels) {
        Kept known = kept.get(labels);
        if (known != null && known.alert.labels() != labels) {
            kept.remove(labels);
            kept.put(labels, known);
        }
    }

    int size() {
        return kept.size();
    }
}
