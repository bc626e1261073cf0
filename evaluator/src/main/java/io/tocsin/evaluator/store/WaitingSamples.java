package io.tocsin.evaluator.store;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** Samples that wait to be written, in order. Used by one batch at a time. */
final class WaitingSamples {
    private static final int ROOM_FIRST = 64;

    /** Larger ones are not kept for later: 20 bytes a sample. */
    private static final int ROOM_KEPT_MAX = 1 << 15;

    private MemorySeries[] series = new MemorySeries[ROOM_FIRST];
    private long[] times = new long[ROOM_FIRST];
    private double[] values = new double[ROOM_FIRST];
    private int size;

    /**
     * Room of batches that are over, for the next one: made anew for every scrape, it would be a third of all that scrapes
     * have to be collected. Thread-safe.
     */
    static final class Spare {
        private final AtomicReference<WaitingSamples> largest = new AtomicReference<>();

        WaitingSamples take() {
            WaitingSamples kept = largest.getAndSet(null);
            return kept == null ? new WaitingSamples() : kept;
        }

        /** Nobody else may use them any more. */
        void giveBack(WaitingSamples samples) {
            samples.clear();
            if (samples.room() <= ROOM_KEPT_MAX) {
                largest.accumulateAndGet(
                        samples, (kept, given) -> kept != null && kept.room() >= given.room() ? kept : given);
            }
        }
    }

    private int room() {
        return times.length;
    }

    private void clear() {
        // Series that have gone must not be kept by what is not used.
        Arrays.fill(series, 0, size, null);
        size = 0;
    }

    void add(MemorySeries target, long timeMillis, double value) {
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
