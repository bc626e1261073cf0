package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.StaleMarker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A series with its chunks, and what writers know it by. It is registered while it stands in the index; before its first
 * sample and after its last one has gone it is not, and becomes so again with the next sample.
 *
 * <p>Changed under the store's writing lock; read by any thread at any time.
 */
final class MemorySeries implements Series, SampleSink.Handle {
    /** Published as the newest time when there is nothing to see. */
    private static final long NOTHING = Long.MIN_VALUE;

    private static final int UNREGISTERED = -1;

    private static final Chunk[] NO_CHUNKS = {};

    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(MemorySeries.class, "publishedMillis", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Replaced by an equal one that shares its strings. A label set is immutable, so that a race is harmless. */
    private Labels labels;

    /**
     * By time; only the last one may be open. The array is replaced, never changed. Volatile, so that its elements are seen
     * by whoever sees it.
     */
    private volatile Chunk[] chunks = NO_CHUNKS;

    /** Place in the index. Volatile: batches that are being filled look at it without the lock. */
    private volatile int id = UNREGISTERED;

    /** Samples up to here may be seen. Written last, so that all samples of a batch appear at once. */
    private long publishedMillis = NOTHING;

    MemorySeries(Labels labels) {
        this.labels = labels;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    boolean isRegistered() {
        return id != UNREGISTERED;
    }

    int id() {
        return id;
    }

    void register(Labels shared, int newId) {
        labels = shared;
        id = newId;
    }

    private long published() {
        return (long) PUBLISHED.getAcquire(this);
    }

    boolean mayHaveSamples(long fromMillis, long toMillis) {
        if (published() < fromMillis) {
            return false;
        }
        Chunk[] all = chunks;
        return all.length > 0 && all[0].firstMillis() <= toMillis;
    }

    @Override
    public void read(long fromMillis, long toMillis, SampleBuffer into) {
        long end = Math.min(toMillis, published());
        Chunk[] all = chunks;
        for (int i = firstFor(all, fromMillis); i < all.length && all[i].firstMillis() <= end; i++) {
            all[i].read(fromMillis, end, into);
        }
    }

    /** The first chunk that is not all before {@code fromMillis}. */
    private static int firstFor(Chunk[] chunks, long fromMillis) {
        int first = 0;
        int last = chunks.length - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (chunks[middle].firstMillis() <= fromMillis) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first;
    }

    @Override
    public void readNewest(long fromMillis, long toMillis, SampleBuffer into) {
        long published = published();
        if (published < fromMillis) {
            return;
        }
        Chunk[] all = chunks;
        int last = all.length - 1;
        if (published <= toMillis
                && last >= 0
                && all[last] instanceof OpenChunk open
                && open.readNewest(published, into)) {
            return;
        }
        long end = Math.min(toMillis, published);
        while (last >= 0 && all[last].firstMillis() > end) {
            last--;
        }
        if (last >= 0) {
            all[last].readNewest(fromMillis, end, into);
        }
    }

    /** Reads what {@link #append} reads first; the result means nothing. */
    int touch() {
        Chunk[] all = chunks;
        return all.length > 0 ? all[all.length - 1].touch() : 0;
    }

    /** What becomes of a sample. */
    enum Appended {
        STORED,
        OUT_OF_ORDER,
        DUPLICATE
    }

    /** Appends a sample that nobody sees until {@link #publish}. For the holder of the writing lock, as all that follows. */
    Appended append(long timeMillis, double value, Tally tally) {
        Chunk[] all = chunks;
        if (all.length == 0) {
            open(all, timeMillis, value, tally);
            return Appended.STORED;
        }
        long newest = newestMillis();
        if (timeMillis < newest) {
            return Appended.OUT_OF_ORDER;
        }
        if (timeMillis == newest) {
            return hasNewest(value) ? Appended.STORED : Appended.DUPLICATE;
        }
        if (all[all.length - 1] instanceof OpenChunk open) {
            if (open.takes(timeMillis)) {
                int length = open.bytes().length;
                open.append(timeMillis, value);
                tally.samples++;
                tally.chunkBytes += open.bytes().length - length;
                return Appended.STORED;
            }
            all = closed(all, open, tally);
        }
        open(all, timeMillis, value, tally);
        return Appended.STORED;
    }

    private void open(Chunk[] before, long timeMillis, double value, Tally tally) {
        Chunk[] more = Arrays.copyOf(before, before.length + 1);
        OpenChunk opened = new OpenChunk(timeMillis, value);
        more[before.length] = opened;
        tally.chunkOpened(opened);
        chunks = more;
    }

    private static Chunk[] closed(Chunk[] all, OpenChunk open, Tally tally) {
        Chunk[] closed = all.clone();
        Chunk compact = open.closed();
        closed[closed.length - 1] = compact;
        tally.chunkBytes += compact.bytes().length - open.bytes().length;
        return closed;
    }

    /** Shows what has been appended. */
    void publish() {
        PUBLISHED.setRelease(this, newestMillis());
    }

    /** Of all samples, also those that are not yet published. */
    private long newestMillis() {
        Chunk[] all = chunks;
        if (all.length > 0 && all[all.length - 1] instanceof OpenChunk open) {
            return open.newestMillis();
        }
        return publishedMillis;
    }

    /** Only series that have ended are without an open chunk. */
    private boolean hasNewest(double value) {
        return newestChunk() instanceof OpenChunk open ? open.isNewest(value) : StaleMarker.is(value);
    }

    private Chunk newestChunk() {
        Chunk[] all = chunks;
        return all[all.length - 1];
    }

    /** Whether the newest sample is a stale marker. There is a sample. */
    private boolean hasEnded() {
        return !(newestChunk() instanceof OpenChunk open) || open.endsStale();
    }

    /**
     * Whether nothing of this series need be kept.
     *
     * @param cutMillis samples before it are too old
     * @param endedCutMillis series that ended before it may go
     */
    boolean isOver(long cutMillis, long endedCutMillis) {
        return newestMillis() < cutMillis || (newestMillis() < endedCutMillis && hasEnded());
    }

    /** Drops chunks that are older, and gives back what an ended series keeps for samples that do not come. */
    void tidy(long cutMillis, Tally tally) {
        Chunk[] all = chunks;
        int gone = firstFor(all, cutMillis);
        for (int i = 0; i < gone; i++) {
            tally.chunkGone(all[i]);
        }
        Chunk[] kept = gone == 0 ? all : Arrays.copyOfRange(all, gone, all.length);
        if (kept[kept.length - 1] instanceof OpenChunk open && open.endsStale()) {
            kept = closed(kept, open, tally);
        }
        if (kept != all) {
            chunks = kept;
        }
    }

    long oldestMillis() {
        return chunks[0].firstMillis();
    }

    /** Takes everything away. The next sample makes a new beginning. */
    void clear(Tally tally) {
        for (Chunk chunk : chunks) {
            tally.chunkGone(chunk);
        }
        PUBLISHED.setRelease(this, NOTHING);
        chunks = NO_CHUNKS;
        id = UNREGISTERED;
    }
}
