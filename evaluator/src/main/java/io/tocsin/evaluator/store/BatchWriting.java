package io.tocsin.evaluator.store;

import io.tocsin.evaluator.series.SampleSink;

/** Writes one batch, under the store's writing lock. */
final class BatchWriting {
    /** Series of which the processor fetches what is needed of them together. */
    private static final int FETCHED_AHEAD = 32;

    private final Registry registry;
    private final Tally tally;
    private final long earliestMillis;
    private final long latestMillis;
    private int stored;
    private int outOfOrder;
    private int duplicates;
    private int outOfBounds;
    private int newSeries;

    /** Only so that reading is not left out as useless. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

    /** @param nowMillis what the times of samples are measured by */
    BatchWriting(Registry registry, Tally tally, StoreLimits limits, long nowMillis) {
        this.registry = registry;
        this.tally = tally;
        this.earliestMillis = nowMillis - limits.retentionMillis();
        this.latestMillis = nowMillis + MemoryStore.AHEAD_MAX_MILLIS;
    }

    SampleSink.Outcome write(WaitingSamples samples) {
        for (int from = 0; from < samples.size(); from += FETCHED_AHEAD) {
            int to = Math.min(samples.size(), from + FETCHED_AHEAD);
            fetch(samples, from, to);
            for (int i = from; i < to; i++) {
                append(samples, i);
            }
        }
        for (int i = 0; i < samples.size(); i++) {
            if (samples.series(i).isRegistered()) {
                samples.series(i).publish();
            }
        }
        registry.publish();
        tally.samplesAppended += stored;
        tally.outOfOrder += outOfOrder;
        tally.duplicates += duplicates;
        tally.outOfBounds += outOfBounds;
        tally.seriesCreated += newSeries;
        return new SampleSink.Outcome(stored, outOfOrder, duplicates, outOfBounds, newSeries);
    }

    /**
     * Reads what appending will need. Seconds after the last scrape little of it is in the processor's caches any more, and
     * one series after the other would wait for memory four times; in a loop this small the processor waits for many at once.
     */
    private void fetch(WaitingSamples samples, int from, int to) {
        int touched = 0;
        for (int i = from; i < to; i++) {
            touched += samples.series(i).touch();
        }
        fetched += touched;
    }

    private void append(WaitingSamples samples, int index) {
        long time = samples.timeMillis(index);
        MemorySeries series = current(samples, index);
        if (time > latestMillis || time < earliestMillis) {
            outOfBounds++;
            return;
        }
        switch (series.append(time, samples.value(index), tally)) {
            case STORED -> {
                stored++;
                tally.newestMillis = Math.max(tally.newestMillis, time);
                tally.oldestMillis = Math.min(tally.oldestMillis, time);
                if (!series.isRegistered()) {
                    registry.add(series);
                    newSeries++;
                }
            }
            case OUT_OF_ORDER -> outOfOrder++;
            case DUPLICATE -> duplicates++;
        }
    }

    /** The series with the labels of a sample: between its add and now it may have gone, and another may have come. */
    private MemorySeries current(WaitingSamples samples, int index) {
        MemorySeries given = samples.series(index);
        if (given.isRegistered()) {
            return given;
        }
        MemorySeries known = registry.find(given.labels());
        if (known == null) {
            return given;
        }
        samples.setSeries(index, known);
        return known;
    }
}
