package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.jspecify.annotations.Nullable;

/**
 * The history of a file: opaque records under rising ids. How many bytes they are is kept beside them, so that a start need
 * not read them. Owned by the writer, but for {@link #below}.
 */
final class KeptHistory {
    /** What a record takes in memory beside its own bytes, about. */
    private static final int RECORD_OVERHEAD_BYTES = 100;

    private final MVMap<Long, byte[]> records;
    private final MVMap<Long, byte[]> state;
    private final long extentKey;
    private final Runnable afterEach;
    private long bytes;

    /** The file says what is true. */
    private boolean isNoted;

    /**
     * @param state where the size is kept
     * @param extentKey under this number
     * @param afterEach runs after each change
     */
    KeptHistory(MVMap<Long, byte[]> records, MVMap<Long, byte[]> state, long extentKey, Runnable afterEach) {
        this.records = requireNonNull(records, "records");
        this.state = requireNonNull(state, "state");
        this.extentKey = extentKey;
        this.afterEach = requireNonNull(afterEach, "afterEach");
    }

    /**
     * What a file says of its history. Number and last id tell whether it is said of what is there: the tree knows both
     * without reading it.
     */
    private record Extent(long bytes, long count, long lastId) {
        byte[] encode() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(bytes)
                    .putLong(count)
                    .putLong(lastId)
                    .array();
        }

        static Optional<Extent> decode(byte @Nullable [] record) {
            if (record == null || record.length < 3 * Long.BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(record);
            return Optional.of(new Extent(buffer.getLong(), buffer.getLong(), buffer.getLong()));
        }
    }

    private Extent extent() {
        return new Extent(bytes, records.sizeAsLong(), lastId());
    }

    /**
     * Finds out how much there is; called once, before anything else.
     *
     * @param newestCommit whose pages are read in any case: of a commit that a loss of power cut off only the head and the
     *     foot may be what was written
     * @param isThorough whether every record is read, too
     */
    void load(int newestCommit, boolean isThorough) {
        checkPages(records.getRootPage(), newestCommit);
        Optional<Extent> said = Extent.decode(state.get(extentKey));
        bytes = said.map(Extent::bytes).orElse(0L);
        if (isThorough || !said.equals(Optional.of(extent()))) {
            bytes = 0;
            for (Cursor<Long, byte[]> each = records.cursor(null); each.hasNext(); ) {
                each.next();
                bytes += each.getValue().length;
            }
        }
        isNoted = said.equals(Optional.of(extent()));
    }

    /** No page of a commit is below one of an older commit. */
    private static void checkPages(Page<Long, byte[]> page, int commit) {
        int children = page.isLeaf() ? 0 : page.getRawChildPageCount();
        for (int i = 0; i < children; i++) {
            if (DataUtils.getPageChunkId(page.getChildPagePos(i)) == commit) {
                checkPages(page.getChildPage(i), commit);
            }
        }
    }

    /** Makes the file say how much there is; before each commit. */
    void note() {
        if (!isNoted) {
            state.put(extentKey, extent().encode());
            isNoted = true;
        }
    }

    private void changed(int moreBytes) {
        bytes += moreBytes;
        isNoted = false;
        afterEach.run();
    }

    long bytes() {
        return bytes;
    }

    /** The highest id; 0 if there is none. */
    long lastId() {
        Long last = records.lastKey();
        return last == null ? 0 : last;
    }

    /** Puts other records into the places of those that are still there. */
    void replace(Map<Long, byte[]> newer) {
        newer.forEach((id, record) -> {
            byte[] before = records.replace(id, record);
            if (before != null) {
                changed(record.length - before.length);
            }
        });
    }

    /** Adds records and removes the oldest that are too much then. */
    void append(Map<Long, byte[]> newer, long maxBytes) {
        newer.forEach((id, record) -> {
            byte[] before = records.put(id, record);
            changed(record.length - (before == null ? 0 : before.length));
        });
        Long oldest;
        while (bytes > maxBytes && (oldest = records.firstKey()) != null) {
            byte[] removed = records.remove(oldest);
            changed(removed == null ? 0 : -removed.length);
        }
    }

    /** Adds records that this one does not have. */
    void addAll(Map<Long, byte[]> others) {
        others.forEach((id, record) -> {
            if (records.putIfAbsent(id, record) == null) {
                changed(record.length);
            }
        });
    }

    /** All of it, oldest first. */
    Map<Long, byte[]> all() {
        Map<Long, byte[]> all = new LinkedHashMap<>();
        for (Cursor<Long, byte[]> each = records.cursor(null); each.hasNext(); ) {
            all.put(each.next(), each.getValue());
        }
        return all;
    }

    /**
     * Hands out some of it below {@code before}, newest first: about {@code maxBytes}, and nothing only if there is nothing.
     * On any thread, as long as the file is not closed.
     */
    void below(long before, int maxBytes, BiConsumer<Long, byte[]> reader) {
        MVStore store = records.getStore();
        // Keeps the pages of this version from being written over meanwhile.
        MVStore.TxCounter inUse = store.registerVersionUsage();
        try {
            int left = maxBytes;
            for (Cursor<Long, byte[]> each = records.cursor(before - 1, null, true); each.hasNext() && left > 0; ) {
                Long id = each.next();
                reader.accept(id, each.getValue());
                left -= each.getValue().length + RECORD_OVERHEAD_BYTES;
            }
        } finally {
            store.deregisterVersionUsage(inUse);
        }
    }
}
