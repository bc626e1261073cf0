package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleSink;
import java.util.HashMap;
import java.util.Map;

/** Samples that wait to be written. Used by one thread. */
final class MemoryBatch implements SampleSink.Batch {
    private final MemoryStore store;
    private final WaitingSamples.Spare spare;
    private final Registry registry;
    private final long nowMillis;

    /** Series that the commit may have to make, for each of which there is a place. */
    private final Map<Labels, MemorySeries> made = new HashMap<>();

    private int places;

    /** Given back when the batch is over, and then no longer its own. */
    private final WaitingSamples samples;

    private boolean isOver;

    MemoryBatch(MemoryStore store, Registry registry, WaitingSamples.Spare spare, long nowMillis) {
        this.store = store;
        this.spare = spare;
        this.samples = spare.take();
        this.registry = registry;
        this.nowMillis = nowMillis;
    }

    @Override
    public SampleSink.Handle series(Labels given) throws SampleSink.SeriesLimitException {
        requireOpen();
        Labels labels = withoutEmpty(given);
        MemorySeries known = registry.find(labels);
        return known == null ? reserved(labels, new MemorySeries(labels)) : known;
    }

    /** An empty label is none. */
    private static Labels withoutEmpty(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.value(i).isEmpty()) {
                return labels.filter(name -> !labels.get(name).isEmpty());
            }
        }
        return labels;
    }

    /** The series of this batch with these labels; {@code candidate} if there is none. */
    private MemorySeries reserved(Labels labels, MemorySeries candidate) throws SampleSink.SeriesLimitException {
        MemorySeries known = made.get(labels);
        if (known != null) {
            return known;
        }
        int wanted = Registry.places(labels);
        registry.reserve(wanted);
        places += wanted;
        made.put(labels, candidate);
        return candidate;
    }

    @Override
    public void add(SampleSink.Handle handle, long timeMillis, double value) throws SampleSink.SeriesLimitException {
        requireOpen();
        if (!(handle instanceof MemorySeries given)) {
            throw new IllegalArgumentException("handle: " + handle + " (expected: one that this store gave)");
        }
        MemorySeries target = given.isRegistered() ? given : current(given);
        samples.add(target, timeMillis, value);
    }

    private MemorySeries current(MemorySeries gone) throws SampleSink.SeriesLimitException {
        MemorySeries known = registry.find(gone.labels());
        return known == null ? reserved(gone.labels(), gone) : known;
    }

    @Override
    public SampleSink.Outcome commit() {
        requireOpen();
        SampleSink.Outcome outcome = store.write(samples, nowMillis);
        rollback();
        return outcome;
    }

    @Override
    public void rollback() {
        if (!isOver) {
            isOver = true;
            registry.release(places);
            spare.giveBack(samples);
        }
    }

    private void requireOpen() {
        if (isOver) {
            throw new IllegalStateException("batch: it has been committed or rolled back (expected: still open)");
        }
    }
}
