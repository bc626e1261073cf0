package io.tocsin.evaluator.scrape;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.ScrapeLimits;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.Handle;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The series that tell of scrapes: {@code up} and the others. They have the target's labels alone and pass no relabeling.
 * Owned by the target's loop.
 */
final class ReportSeries {
    private final ScrapeTarget target;
    private final Map<String, Handle> handles = new LinkedHashMap<>();

    ReportSeries(ScrapeTarget target) {
        this.target = target;
    }

    void add(Batch batch, long timeMillis, ScrapeReport report) throws SeriesLimitException {
        add(batch, "up", timeMillis, report.isUp() ? 1 : 0);
        add(batch, "scrape_duration_seconds", timeMillis, report.durationSeconds());
        add(batch, "scrape_samples_scraped", timeMillis, report.scraped());
        add(batch, "scrape_samples_post_metric_relabeling", timeMillis, report.kept());
        add(batch, "scrape_series_added", timeMillis, report.seriesAdded());
    }

    /** @param bodyBytes -1 if the body was too large */
    void addLimits(Batch batch, long timeMillis, ScrapeLimits limits, int bodyBytes) throws SeriesLimitException {
        add(batch, "scrape_timeout_seconds", timeMillis, target.timeout().toMillis() / 1e3);
        add(batch, "scrape_sample_limit", timeMillis, (double) limits.samplesMax());
        add(batch, "scrape_body_size_bytes", timeMillis, bodyBytes);
    }

    void end(Batch batch, long timeMillis) throws SeriesLimitException {
        for (Handle handle : handles.values()) {
            batch.add(handle, timeMillis, StaleMarker.VALUE);
        }
    }

    private void add(Batch batch, String name, long timeMillis, double value) throws SeriesLimitException {
        Handle handle = handles.get(name);
        if (handle == null) {
            Map<String, String> labels = new LinkedHashMap<>(target.labels().asMap());
            labels.put(MetricName.LABEL, name);
            handle = batch.series(Labels.of(labels));
            handles.put(name, handle);
        }
        batch.add(handle, timeMillis, value);
    }
}
