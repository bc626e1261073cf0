package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.record.MalformedRecordException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Records under a number that each gets when it is first written: what is new is appended at the right edge of the tree
 * and costs one page, where keys in random order would rewrite a page each. Owned by the writer.
 *
 * @param <K> what a record is known by; it is part of the record too
 */
final class KeptRecords<K> {
    private final MVMap<Long, byte[]> records;
    private final Map<K, Long> numbers = new HashMap<>();
    private long next;

    KeptRecords(MVMap<Long, byte[]> records) {
        this.records = requireNonNull(records, "records");
        Long last = records.lastKey();
        next = last == null ? 1 : last + 1;
    }

    /** What a record says. */
    @FunctionalInterface
    interface Reader<K> {
        /** @return what the record is known by; null for one that cannot be used, and stays as it is */
        @Nullable
        K read(byte[] record) throws MalformedRecordException;
    }

    /**
     * Reads what the file has.
     *
     * @param damage is told of what is no record
     */
    void load(Reader<K> reader, Damage damage) throws MalformedRecordException {
        for (Cursor<Long, byte[]> each = records.cursor(null); each.hasNext(); ) {
            Long number = each.next();
            try {
                K key = reader.read(each.getValue());
                if (key != null) {
                    numbers.put(key, number);
                }
            } catch (MalformedRecordException e) {
                damage.found(e);
            }
        }
    }

    void put(K key, byte[] record) {
        Long number = numbers.get(key);
        if (number == null) {
            number = next++;
            numbers.put(key, number);
        }
        records.put(number, record);
    }

    void remove(K key) {
        Long number = numbers.remove(key);
        if (number != null) {
            records.remove(number);
        }
    }

    /**
     * Makes this hold exactly {@code live}, writing only what differs.
     *
     * @param afterEach runs after each change
     */
    void reconcile(Map<K, byte[]> live, Runnable afterEach) {
        Set<K> gone = new HashSet<>(numbers.keySet());
        gone.removeAll(live.keySet());
        for (K key : gone) {
            remove(key);
            afterEach.run();
        }
        live.forEach((key, record) -> {
            // With memory's key, beside which one of a file that was read again would be held.
            Long number = numbers.remove(key);
            if (number != null) {
                numbers.put(key, number);
            }
            if (!Arrays.equals(record, stored(key))) {
                put(key, record);
                afterEach.run();
            }
        });
    }

    private byte @Nullable [] stored(K key) {
        Long number = numbers.get(key);
        return number == null ? null : records.get(number);
    }
}
