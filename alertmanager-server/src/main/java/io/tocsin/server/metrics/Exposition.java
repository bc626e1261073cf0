package io.tocsin.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes all metrics in the format a scraper asks for: text, OpenMetrics or protobuf, compressed where it may be.
 *
 * <p>Thread-safe. Reads files of the operating system and asks the engine for counts: call it off the event loop.
 */
public final class Exposition {
    private static final int USUAL_BYTES = 64 * 1024;

    private final PrometheusRegistry registry;
    private final CounterDataPoint answered;
    private final CounterDataPoint failed;
    private final Gauge inFlight;

    Exposition(PrometheusRegistry registry) {
        this.registry = registry;
        Counter scrapes = Counters.labelled(
                registry, "promhttp_metric_handler_requests_total", "Scrapes answered, by status.", "code");
        answered = scrapes.labelValues("200");
        failed = scrapes.labelValues("500");
        scrapes.initLabelValues("503");
        inFlight = Gauge.builder()
                .name("promhttp_metric_handler_requests_in_flight")
                .help("Scrapes being answered.")
                .withoutExemplars()
                .register(registry);
        inFlight.set(0);
    }

    /** A written page. */
    public static final class Page {
        private final String contentType;
        private final byte[] body;

        private Page(String contentType, byte[] body) {
            this.contentType = contentType;
            this.body = body;
        }

        /** The value of the header {@code Content-Type}. */
        public String contentType() {
            return contentType;
        }

        /** The bytes to send; the page does not use them any more. */
        public byte[] body() {
            return body;
        }
    }

    /**
     * Writes the page.
     *
     * @param accept the request's header {@code Accept}, or null
     * @param isGzip whether to compress it
     */
    public Page page(@Nullable String accept, boolean isGzip) {
        inFlight.inc();
        try {
            Page page = write(accept, isGzip);
            answered.inc();
            return page;
        } catch (IOException | RuntimeException e) {
            failed.inc();
            throw new IllegalStateException("cannot write metrics", e);
        } finally {
            inFlight.dec();
        }
    }

    private Page write(@Nullable String accept, boolean isGzip) throws IOException {
        ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
        EscapingScheme escaping = EscapingScheme.fromAcceptHeader(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BYTES);
        try (OutputStream out = isGzip ? new GZIPOutputStream(body) : body) {
            writer.write(out, registry.scrape(), escaping);
        }
        return new Page(writer.getContentType() + escaping.toHeaderFormat(), body.toByteArray());
    }
}
