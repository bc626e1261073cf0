package io.tocsin.server.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link RecordLog} that lasts as long as the process, for servers without a directory.
 *
 * <p>Every method that touches the records is synchronized, because any thread writes and reads; visitors run outside.
 */
public final class MemoryRecordLog implements RecordLog {
    private final long maxBytes;
    private final TreeMap<Long, byte[]> records = new TreeMap<>();
    private long lastId;
    private long sizeBytes;

    /** @param maxBytes of all records; the oldest go when they are more */
    public MemoryRecordLog(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized long append(byte[] record) {
        long id = ++lastId;
        records.put(id, record);
        sizeBytes += record.length;
        trim();
        return id;
    }

    @Override
    public synchronized void replace(long id, byte[] record) {
        byte[] before = records.get(id);
        if (before != null) {
            records.put(id, record);
            sizeBytes += record.length - before.length;
            trim();
        }
    }

    private void trim() {
        while (sizeBytes > maxBytes && !records.isEmpty()) {
            sizeBytes -= records.pollFirstEntry().getValue().length;
        }
    }

    @Override
    public void newestFirst(long before, Visitor visitor) {
        for (Map.Entry<Long, byte[]> each : recordsBelow(before)) {
            if (!visitor.visit(each.getKey(), each.getValue())) {
                return;
            }
        }
    }

    private synchronized List<Map.Entry<Long, byte[]>> recordsBelow(long before) {
        return new ArrayList<>(records.headMap(before, false).descendingMap().entrySet());
    }

    @Override
    public long maxBytes() {
        return maxBytes;
    }

    @Override
    public synchronized long sizeBytes() {
        return sizeBytes;
    }
}
