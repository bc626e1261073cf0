package io.tocsin.server.prometheus;

import io.tocsin.evaluator.exposition.ExpositionFormat;
import io.tocsin.evaluator.exposition.ExpositionParser;
import io.tocsin.evaluator.exposition.ExpositionParser.Entry;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/** The samples over which the answers are recorded: ten minutes from 1700000000 on. */
final class StoredSamples {
    static final long END_MILLIS = 1_700_000_600_000L;

    private StoredSamples() {}

    static MemoryStore store() {
        MemoryStore store = new MemoryStore(new StoreLimits(Duration.ofDays(1).toMillis(), 1_000));
        try (InputStream in =
                Objects.requireNonNull(StoredSamples.class.getResourceAsStream("/golden/prometheus/samples.txt"))) {
            ExpositionParser parser = ExpositionFormat.OPEN_METRICS.parser(in.readAllBytes());
            SampleSink.Batch batch = store.begin(END_MILLIS);
            for (Entry entry = parser.next(ExpositionParser.NOTHING);
                    entry != Entry.END;
                    entry = parser.next(ExpositionParser.NOTHING)) {
                if (entry == Entry.SERIES) {
                    batch.add(batch.series(parser.labels()), parser.timestampMillis(), parser.value());
                }
            }
            SampleSink.Outcome outcome = batch.commit();
            if (outcome.stored() == 0 || outcome.outOfBounds() + outcome.outOfOrder() + outcome.duplicates() > 0) {
                throw new AssertionError(outcome);
            }
            return store;
        } catch (Exception e) {
            throw new AssertionError("samples.txt", e);
        }
    }
}
