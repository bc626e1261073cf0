package io.tocsin.server.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history: records that wait to be written, in front of those in the file.
 *
 * <p>Thread-safe. What touches the waiting records is synchronized, because any thread appends; another lock keeps the file
 * from being closed while some of it is read. Visitors run outside both.
 */
final class StoredHistory implements RecordLog {
    private static final Logger LOG = LoggerFactory.getLogger(StoredHistory.class);

    /** What a reader takes out of the file at once. */
    private static final int SLICE_BYTES = 1 << 20;

    /** The share of the room for waiting records that may be taken while the file can be written. */
    private static final int WAITING_SHARE = 8;

    private final long maxBytes;
    private final long waitingMaxBytes;
    private final Runnable onDrop;

    /** What is not durable yet, in order of ids, which are higher than those of the file, except where it was replaced. */
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();

    private final TreeMap<Long, byte[]> replaced = new TreeMap<>();
    private final ReadWriteLock fileLock = new ReentrantReadWriteLock();

    // Guarded by the lock above.
    private @Nullable KeptHistory file;

    // Volatile: set by readers, read by the writer.
    private volatile @Nullable MVStoreException damage;

    private long lastId;
    private long waitingBytes;
    private long storedBytes;

    /**
     * @param maxBytes of the records in the file; the oldest go when they are more
     * @param waitingMaxBytes of those that wait while the file cannot be written; the oldest go when they are more
     * @param onDrop runs for each record that goes like that; must be quick
     */
    StoredHistory(long maxBytes, long waitingMaxBytes, Runnable onDrop) {
        this.onDrop = onDrop;
        this.maxBytes = maxBytes;
        this.waitingMaxBytes = waitingMaxBytes;
    }

    @Override
    public synchronized long append(byte[] record) {
        long id = ++lastId;
        waiting.put(id, record);
        waitingBytes += record.length;
        while (waitingBytes > waitingMaxBytes) {
            waitingBytes -= waiting.pollFirstEntry().getValue().length;
            onDrop.run();
        }
        return id;
    }

    @Override
    public synchronized void replace(long id, byte[] record) {
        byte[] before = waiting.get(id);
        if (before != null) {
            waiting.put(id, record);
            waitingBytes += record.length - before.length;
        } else if (id > 0 && id <= lastId) {
            replaced.put(id, record);
        }
    }

    /** Puts what waits into the file; it goes on waiting until it is {@link #written}. */
    Map<Long, byte[]> writeTo(KeptHistory target) {
        Map<Long, byte[]> records;
        Map<Long, byte[]> changes;
        synchronized (this) {
            records = new TreeMap<>(waiting);
            changes = new TreeMap<>(replaced);
        }
        target.replace(changes);
        target.append(records, maxBytes);
        records.putAll(changes);
        return records;
    }

    /** What {@link #writeTo} returned is durable. */
    void written(Map<Long, byte[]> records, long bytesInFile) {
        synchronized (this) {
            records.forEach(this::written);
            storedBytes = bytesInFile;
        }
    }

    @SuppressWarnings("ReferenceEquality") // It is about which of two was written, whatever they say.
    private void written(long id, byte[] record) {
        byte[] newest = waiting.remove(id);
        if (newest == null) {
            replaced.remove(id, record);
            return;
        }
        waitingBytes -= newest.length;
        if (newest != record) {
            // It has a place in the file by now; if it went on waiting, the file would be read from below it only.
            replaced.put(id, newest);
        }
    }

    /** Records up to this id are in a file that cannot be written yet. */
    synchronized void startsAfter(long id) {
        lastId = Math.max(lastId, id);
    }

    /** Whether so much waits that some of it may have to go if it waits any longer. */
    synchronized boolean isMuch() {
        return waitingBytes > waitingMaxBytes / WAITING_SHARE;
    }

    /** Records that are not durable yet. */
    synchronized int waiting() {
        return waiting.size() + replaced.size();
    }

    /** From now on records are read from this file. */
    void opened(KeptHistory newFile) {
        fileLock.writeLock().lock();
        try {
            file = newFile;
        } finally {
            fileLock.writeLock().unlock();
        }
        synchronized (this) {
            lastId = Math.max(lastId, newFile.lastId());
            storedBytes = newFile.bytes();
        }
    }

    /**
     * Tells the writer of damage that a reader came across.
     *
     * @throws MVStoreException if there is some
     */
    void checkDamage() {
        MVStoreException found = damage;
        if (found != null) {
            throw found;
        }
    }

    /** The file may be closed when this returns. */
    void closing() {
        fileLock.writeLock().lock();
        try {
            file = null;
            damage = null;
        } finally {
            fileLock.writeLock().unlock();
        }
    }

    @Override
    public void newestFirst(long before, Visitor visitor) {
        TreeMap<Long, byte[]> unwritten;
        TreeMap<Long, byte[]> newer;
        synchronized (this) {
            unwritten = new TreeMap<>(waiting.headMap(before));
            newer = new TreeMap<>(replaced);
        }
        for (Map.Entry<Long, byte[]> each : unwritten.descendingMap().entrySet()) {
            if (!visitor.visit(each.getKey(), each.getValue())) {
                return;
            }
        }
        // What was being written meanwhile has been seen already.
        long rest = unwritten.isEmpty() ? before : unwritten.firstKey();
        visitFile(rest, (id, record) -> visitor.visit(id, newer.getOrDefault(id, record)));
    }

    /** A slice at a time: visitors are not waited for by whoever closes the file. */
    private void visitFile(long before, Visitor visitor) {
        long rest = before;
        while (true) {
            Map<Long, byte[]> slice = slice(rest);
            if (slice.isEmpty()) {
                return;
            }
            for (Map.Entry<Long, byte[]> each : slice.entrySet()) {
                if (!visitor.visit(each.getKey(), each.getValue())) {
                    return;
                }
                rest = each.getKey();
            }
        }
    }

    /** What comes before damage is still handed out. */
    private Map<Long, byte[]> slice(long before) {
        Map<Long, byte[]> slice = new LinkedHashMap<>();
        fileLock.readLock().lock();
        try {
            if (file != null && damage == null) {
                file.below(before, SLICE_BYTES, slice::put);
            }
        } catch (MVStoreException e) {
            LOG.atWarn().addKeyValue("err", e.getMessage()).log("History cannot be read");
            if (e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT) {
                damage = e;
            }
        } finally {
            fileLock.readLock().unlock();
        }
        return slice;
    }

    @Override
    public long maxBytes() {
        return maxBytes;
    }

    @Override
    public synchronized long sizeBytes() {
        return storedBytes + waitingBytes;
    }
}
