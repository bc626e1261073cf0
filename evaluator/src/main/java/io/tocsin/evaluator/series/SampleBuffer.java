package io.tocsin.evaluator.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one series in the order of time, as columns. Filled by a {@link Series}, read by whoever asked; made to be
 * used again for the next series. Not thread-safe.
 *
 * <p>Values keep their bits: a stale marker comes out as it went in.
 */
public final class SampleBuffer {
    private static final int ROOM_USUAL = 128;

    private long[] times;
    private double[] values;

    /** Null as long as no sample is a histogram, as is nearly always so. */
    private @Nullable NativeHistogram @Nullable [] histograms;

    private int size;

    public SampleBuffer() {
        this(ROOM_USUAL);
    }

    /** @param room samples that there is room for without growing; {@code > 0} */
    public SampleBuffer(int room) {
        times = new long[room];
        values = new double[room];
    }

    public int size() {
        return size;
    }

    /** Keeps the room that there is. */
    public void clear() {
        size = 0;
        histograms = null;
    }

    /** @param timeMillis later than that of the sample added before */
    public void add(long timeMillis, double value) {
        if (size == times.length) {
            grow();
        }
        times[size] = timeMillis;
        values[size] = value;
        size++;
    }

    /** @param timeMillis later than that of the sample added before */
    public void add(long timeMillis, NativeHistogram histogram) {
        add(timeMillis, histogram.sum());
        @Nullable NativeHistogram[] column = histograms;
        if (column == null) {
            column = new NativeHistogram[times.length];
            histograms = column;
        }
        column[size - 1] = histogram;
    }

    public long timeMillis(int index) {
        return times[index];
    }

    /** The value; of a histogram its sum, which is the stale marker where the series ends. */
    public double value(int index) {
        return values[index];
    }

    public @Nullable NativeHistogram histogram(int index) {
        return histograms == null ? null : histograms[index];
    }

    public boolean hasHistograms() {
        return histograms != null;
    }

    /** The column itself, for hot loops; valid up to {@link #size} and until the next change. */
    public long[] times() {
        return times;
    }

    /** The column itself, for hot loops; valid up to {@link #size} and until the next change. */
    public double[] values() {
        return values;
    }

    private void grow() {
        int room = times.length * 2;
        times = Arrays.copyOf(times, room);
        values = Arrays.copyOf(values, room);
        if (histograms != null) {
            histograms = Arrays.copyOf(histograms, room);
        }
    }
}
