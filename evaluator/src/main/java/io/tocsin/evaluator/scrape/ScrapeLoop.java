package io.tocsin.evaluator.scrape;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.exposition.ContentType;
import io.tocsin.evaluator.exposition.ExpositionParser;
import io.tocsin.evaluator.exposition.ExpositionParser.Entry;
import io.tocsin.evaluator.exposition.ExpositionSyntaxException;
import io.tocsin.evaluator.relabel.Relabeling;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.Handle;
import io.tocsin.evaluator.series.SampleSink.Outcome;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one target's answers: samples, the ends of series that are gone, and the series that tell of the scrape.
 * An answer is taken as a whole or not at all. Owned by whoever scrapes the target; {@link #status} and {@link #metadata}
 * may be asked on any thread.
 *
 * @see "Upstream: scrape/scrape.go scrapeLoop"
 */
public final class ScrapeLoop {
    /** Samples that lie further ahead are left out. */
    private static final long AHEAD_MAX_MILLIS = 600_000;

    /**
     * Samples with timestamps of their own that an answer may have of series that it has already. Deviation D-349: the
     * original takes any number, which a store in memory cannot.
     */
    private static final int REPEATED_MAX = 1_000;

    /** Of an error, in characters: what a target writes is not shown without end. */
    private static final int ERROR_MAX = 1_000;

    private static final int NO_BODY = 0;
    private static final int BODY_TOO_LARGE = -1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ScrapeTarget target;
    private final SampleSink sink;
    private final SeriesCache cache;
    private final MetadataCache metadata;
    private final ReportSeries reports;
    private ScrapeSettings settings;
    private Relabeling relabeling;

    /** Replaced as a whole, so that readers on other threads see all of it. */
    private volatile TargetStatus status;

    public ScrapeLoop(String job, ScrapeTarget target, ScrapeSettings settings, SampleSink sink, TextMemory memory) {
        this.cache = new SeriesCache(memory);
        this.metadata = new MetadataCache(memory);
        this.target = target;
        this.settings = settings;
        this.relabeling = Relabeling.of(settings.metricRelabelRules());
        this.sink = sink;
        this.reports = new ReportSeries(target);
        this.status = TargetStatus.unknown(job, target);
    }

    public TargetStatus status() {
        return status;
    }

    /** What the target says of its metrics, by their names. */
    public List<MetricMetadata> metadata() {
        return metadata.snapshot();
    }

    /** Takes answers in another way from now on. Series that are no longer made then end at the next scrape. */
    void reconfigure(ScrapeSettings changed) {
        if (!changed.equals(settings)) {
            settings = changed;
            relabeling = Relabeling.of(changed.metricRelabelRules());
            cache.reinterpret();
        }
    }

    /**
     * Takes an answer.
     *
     * @param timeMillis when the scrape began, wall time
     * @param elapsedNanos asked for the time since then, once the answer has been taken
     */
    public ScrapeReport scraped(long timeMillis, LongSupplier elapsedNanos, ScrapeAnswer answer) {
        if (!answer.isOk()) {
            return failed(timeMillis, elapsedNanos, answer.refusal());
        }
        Counts counts = new Counts();
        Batch batch = sink.begin(timeMillis);
        try {
            read(batch, timeMillis, answer, counts);
            addMarkers(batch, timeMillis, cache.disappeared());
            cache.succeed();
            metadata.publish(cache.scrape());
            return report(
                    batch, timeMillis, elapsedNanos, counts, "", answer.body().length());
        } catch (ScrapeFailedException e) {
            counts.limit = e.limit();
            return fail(batch, timeMillis, elapsedNanos, counts, e, answer);
        } catch (SeriesLimitException e) {
            counts.limit = Optional.of(ExceededLimit.STORE);
            return fail(batch, timeMillis, elapsedNanos, counts, e, answer);
        } catch (ExpositionSyntaxException e) {
            return fail(batch, timeMillis, elapsedNanos, counts, e, answer);
        } finally {
            // Also of what nobody expects: places of series that a batch has taken are missing to all others.
            batch.rollback();
        }
    }

    private ScrapeReport fail(
            Batch batch,
            long timeMillis,
            LongSupplier elapsedNanos,
            Counts counts,
            Exception why,
            ScrapeAnswer answer) {
        batch.rollback();
        return fail(
                timeMillis,
                elapsedNanos,
                counts,
                String.valueOf(why.getMessage()),
                answer.body().length());
    }

    /** Notes that there is no answer. */
    public ScrapeReport failed(long timeMillis, LongSupplier elapsedNanos, String reason) {
        return fail(timeMillis, elapsedNanos, new Counts(), reason, NO_BODY);
    }

    /** Notes an answer that was too large to be read. */
    public ScrapeReport failed(long timeMillis, LongSupplier elapsedNanos, BodyTooLargeException reason) {
        Counts counts = new Counts();
        counts.limit = Optional.of(ExceededLimit.BODY_SIZE);
        return fail(timeMillis, elapsedNanos, counts, String.valueOf(reason.getMessage()), BODY_TOO_LARGE);
    }

    /** Notes that the target was not asked, as its job has too many. */
    ScrapeReport refused(long timeMillis, LongSupplier elapsedNanos, String reason) {
        Counts counts = new Counts();
        counts.limit = Optional.of(ExceededLimit.TARGETS);
        return fail(timeMillis, elapsedNanos, counts, reason, NO_BODY);
    }

    /**
     * Ends all series, since the target is no longer scraped.
     *
     * @param timeMillis when the first scrape was missed
     */
    public void ended(long timeMillis) {
        Batch batch = sink.begin(timeMillis);
        try {
            addMarkers(batch, timeMillis, cache.exposedBefore());
            reports.end(batch, timeMillis);
            batch.commit();
        } catch (SeriesLimitException ignored) {
            // Then the series are gone already, and need no end.
        } finally {
            batch.rollback();
            cache.clear();
            metadata.clear();
        }
    }

    private static void addMarkers(Batch batch, long timeMillis, List<Handle> series) throws SeriesLimitException {
        for (Handle handle : series) {
            batch.add(handle, timeMillis, StaleMarker.VALUE);
        }
    }

    private ScrapeReport fail(long timeMillis, LongSupplier elapsedNanos, Counts counts, String reason, int bodyBytes) {
        String error = reason.length() <= ERROR_MAX ? reason : reason.substring(0, ERROR_MAX) + "...";
        Batch batch = sink.begin(timeMillis);
        // Deviation D-323: the original ends no series that it has read before the fault, and shows its old value on.
        List<Handle> exposed = cache.exposedBefore();
        cache.fail();
        metadata.limit(cache.scrape());
        try {
            addMarkers(batch, timeMillis, exposed);
        } catch (SeriesLimitException ignored) {
            // A series that is no longer in the store needs no end.
            batch.rollback();
            batch = sink.begin(timeMillis);
        }
        return report(batch, timeMillis, elapsedNanos, counts, error, bodyBytes);
    }

    private ScrapeReport report(
            Batch batch, long timeMillis, LongSupplier elapsedNanos, Counts counts, String error, int bodyBytes) {
        counts.forgotten += metadata.takeLeftOut();
        ScrapeReport report = counts.report(error, elapsedNanos.getAsLong() / NANOS_PER_SECOND);
        try {
            reports.add(batch, timeMillis, report);
            if (settings.reportsLimits()) {
                reports.addLimits(batch, timeMillis, settings.limits(), bodyBytes);
            }
            counts.add(batch.commit());
            report = counts.report(error, report.durationSeconds());
        } catch (SeriesLimitException e) {
            counts.limit = Optional.of(ExceededLimit.STORE);
            report = counts.report(String.valueOf(e.getMessage()), report.durationSeconds());
        } finally {
            batch.rollback();
        }
        status = status.after(report, timeMillis);
        return report;
    }

    private void read(Batch batch, long timeMillis, ScrapeAnswer answer, Counts counts)
            throws ExpositionSyntaxException, ScrapeFailedException, SeriesLimitException {
        ScrapeBody body = answer.body();
        if (body.length() == 0) {
            return;
        }
        ExpositionParser parser =
                ContentType.formatOf(answer.contentType(), settings.fallback()).parser(body.bytes(), body.length());
        for (Entry entry = parser.next(cache.expected()); entry != Entry.END; entry = parser.next(cache.expected())) {
            if (entry == Entry.SERIES) {
                counts.scraped++;
                take(batch, timeMillis, parser, counts);
            } else {
                metadata.add(entry, parser, cache.scrape());
            }
        }
        if (counts.isLimited(settings)) {
            throw new ScrapeFailedException(ExceededLimit.SAMPLES, "sample limit exceeded");
        }
    }

    /** Takes the sample that the parser has just read. */
    private void take(Batch batch, long timeMillis, ExpositionParser parser, Counts counts)
            throws ScrapeFailedException, SeriesLimitException {
        CachedSeries series = cache.find(parser);
        Handle handle;
        if (series == null) {
            Labels labels = labels(parser);
            if (labels == null) {
                CachedSeries dropped = cache.addDropped(parser);
                if (dropped == null) {
                    counts.forgotten++;
                } else {
                    cache.see(dropped);
                }
                return;
            }
            handle = batch.series(labels);
        } else {
            boolean isRepeated = !cache.see(series);
            handle = series.handle();
            if (handle == null) {
                return;
            }
            if (isRepeated && !isTimed(parser)) {
                counts.kept++;
                counts.duplicates++;
                return;
            }
            if (isRepeated && ++counts.repeated > REPEATED_MAX) {
                throw new ScrapeFailedException(
                        "more than " + REPEATED_MAX + " samples with timestamps of series that the answer has already");
            }
        }
        counts.kept++;
        counts.appended++;
        long time = isTimed(parser) ? parser.timestampMillis() : timeMillis;
        if (counts.isLimited(settings)) {
            // Read to the end nevertheless, so that it can be told how many there are.
            return;
        }
        if (time > timeMillis + AHEAD_MAX_MILLIS) {
            counts.outOfBounds++;
            return;
        }
        batch.add(handle, time, parser.value());
        if (series == null) {
            series = cache.add(parser, handle);
            cache.see(series);
            counts.seriesAdded++;
        }
        if (!isTimed(parser) || settings.tracksTimestamps()) {
            cache.track(series);
        }
    }

    private boolean isTimed(ExpositionParser parser) {
        return settings.honorTimestamps() && parser.hasTimestamp();
    }

    /** The labels of a series that is new; null if it is dropped. */
    private @Nullable Labels labels(ExpositionParser parser) throws ScrapeFailedException {
        Labels exposed = parser.labels();
        Optional<Labels> relabeled =
                relabeling.apply(SampleLabels.of(exposed, target.labels(), settings.honorLabels()));
        if (relabeled.isEmpty() || relabeled.get().isEmpty()) {
            return null;
        }
        Labels labels = relabeled.get();
        if (!labels.has(MetricName.LABEL)) {
            throw new ScrapeFailedException("missing metric name (__name__ label)");
        }
        if (parser.hasMalformedName() || labels.has("")) {
            throw new ScrapeFailedException("invalid metric name or label names: " + shown(labels));
        }
        String repeated = parser.repeatedName();
        if (repeated != null && labels.get(repeated).equals(exposed.get(repeated))) {
            throw new ScrapeFailedException("label name " + GoQuote.quote(repeated) + " is not unique: invalid sample");
        }
        Optional<String> excess = SampleLabels.excess(labels, settings.limits());
        if (excess.isPresent()) {
            throw new ScrapeFailedException(ExceededLimit.LABELS, excess.get());
        }
        return labels;
    }

    private static String shown(Labels labels) {
        String text = labels.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    /** What is counted while an answer is read. */
    private static final class Counts {
        private int scraped;
        private int kept;

        /** Those that count for the sample limit. */
        private int appended;

        private int seriesAdded;
        private int forgotten;
        private int repeated;
        private Optional<ExceededLimit> limit = Optional.empty();
        private int outOfOrder;
        private int duplicates;
        private int outOfBounds;

        boolean isLimited(ScrapeSettings settings) {
            long limit = settings.limits().samplesMax();
            return limit > 0 && appended > limit;
        }

        void add(Outcome outcome) {
            outOfOrder += outcome.outOfOrder();
            duplicates += outcome.duplicates();
            outOfBounds += outcome.outOfBounds();
        }

        ScrapeReport report(String error, double durationSeconds) {
            return new ScrapeReport(
                    error,
                    limit,
                    scraped,
                    kept,
                    seriesAdded,
                    forgotten,
                    outOfOrder,
                    duplicates,
                    outOfBounds,
                    durationSeconds);
        }
    }
}
