package io.tocsin.evaluator.store;

import io.tocsin.evaluator.series.SampleSink;

/** Writes one batch, under the store's writing lock. */
final class BatchWriting {
    private final Registry registry;
    private final Tally tally;
    private final long retentionMillis;
    private int stored;
    private int outOfOrder;
    private int duplicates;
    private int outOfBounds;
    private int newSeries;

    BatchWriting(Registry registry, Tally tally, StoreLimits limits) {
        this.registry = registry;
        this.tally = tally;
        this.retentionMillis = limits.retentionMillis();
    }

    SampleSink.Outcome write(MemoryBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            append(batch, i);
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.series(i).isRegistered()) {
                batch.series(i).publish();
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

    private void append(MemoryBatch batch, int index) {
        long time = batch.timeMillis(index);
        MemorySeries series = current(batch, index);
        if (time > batch.nowMillis() + MemoryStore.AHEAD_MAX_MILLIS || time < batch.nowMillis() - retentionMillis) {
            outOfBounds++;
            return;
        }
        switch (series.append(time, batch.value(index), tally)) {
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
    private MemorySeries current(MemoryBatch batch, int index) {
        MemorySeries given = batch.series(index);
        if (given.isRegistered()) {
            return given;
        }
        MemorySeries known = registry.find(given.labels());
        if (known == null) {
            return given;
        }
        batch.setSeries(index, known);
        return known;
    }
}
