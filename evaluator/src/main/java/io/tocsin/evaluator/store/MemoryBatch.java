package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Samples that wait to be written. Used by one thread. */
final class MemoryBatch implements SampleSink.Batch {
    private static final int SAMPLES_FIRST = 64;

    private final MemoryStore store;
    private final Registry registry;
    private final long nowMillis;

    /** Series that the commit may have to make, for each of which there is a place. */
    private final Map<Labels, MemorySeries> made = new HashMap<>();

    private int places;

    private MemorySeries[] series = new MemorySeries[SAMPLES_FIRST];
    private long[] times = new long[SAMPLES_FIRST];
    private double[] values = new double[SAMPLES_FIRST];
    private int size;
    private boolean isOver;

    MemoryBatch(MemoryStore store, Registry registry, long nowMillis) {
        this.store = store;
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
        if (size == times.length) {
            int room = size * 2;
            series = Arrays.copyOf(series, room);
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room);
        }
        series[size] = target;
        times[size] = timeMillis;
        values[size] = value;
        size++;
    }

    private MemorySeries current(MemorySeries gone) throws SampleSink.SeriesLimitException {
        MemorySeries known = registry.find(gone.labels());
        return known == null ? reserved(gone.labels(), gone) : known;
    }

    @Override
    public SampleSink.Outcome commit() {
        requireOpen();
        SampleSink.Outcome outcome = store.write(this);
        rollback();
        return outcome;
    }

    @Override
    public void rollback() {
        if (!isOver) {
            isOver = true;
            registry.release(places);
        }
    }

    private void requireOpen() {
        if (isOver) {
            throw new IllegalStateException("batch: it has been committed or rolled back (expected: still open)");
        }
    }

    long nowMillis() {
        return nowMillis;
    }

    int size() {
        return size;
    }

    MemorySeries series(int index) {
        return series[index];
    }

    /** Corrects the series of a sample when another one has its labels now. */
    void setSeries(int index, MemorySeries current) {
        series[index] = current;
    }

    long timeMillis(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }
}
