package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.config.ScrapeProtocol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is sent to a target.
 *
 * @param job whose target it is: those of one job wait for each other at most
 * @param headers without {@code User-Agent}, which is the client's, in the order in which they are sent
 * @param timeout until the whole answer has been read
 * @param bodyMaxBytes an inflated body of so many bytes fails
 * @param http how to connect and to authenticate
 */
public record ScrapeRequest(
        String job, String url, Map<String, String> headers, Duration timeout, long bodyMaxBytes, HttpConfig http) {
    /** Where the configuration sets no limit. Deviation D-324: the original has none then. */
    public static final long BODY_MAX_BYTES = 256L << 20;

    public ScrapeRequest {
        requireNonNull(job, "job");
        requireNonNull(url, "url");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(timeout, "timeout");
        requireNonNull(http, "http");
    }

    static ScrapeRequest of(ScrapeConfig config, ScrapeTarget target) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", accept(config.protocols()));
        headers.put("Accept-Encoding", config.enableCompression() ? "gzip" : "identity");
        headers.put("X-Prometheus-Scrape-Timeout-Seconds", seconds(target.timeout()));
        long limit = config.limits().bodySizeMax();
        return new ScrapeRequest(
                config.jobName(),
                target.url(),
                headers,
                target.timeout(),
                limit > 0 ? limit : BODY_MAX_BYTES,
                config.http());
    }

    /**
     * Deviation D-327: protobuf is never asked for, as it cannot be read; targets answer in text then.
     *
     * @see "Upstream: scrape/scrape.go acceptHeader"
     */
    static String accept(List<ScrapeProtocol> protocols) {
        int weight = ScrapeProtocol.values().length + 1;
        List<String> types = new ArrayList<>();
        for (ScrapeProtocol protocol : protocols) {
            if (protocol != ScrapeProtocol.PROMETHEUS_PROTO) {
                types.add(type(protocol) + ";q=0." + weight);
                weight--;
            }
        }
        types.add("*/*;q=0." + weight);
        return String.join(",", types);
    }

    private static String type(ScrapeProtocol protocol) {
        return switch (protocol) {
            case PROMETHEUS_PROTO -> throw new IllegalArgumentException("protocol: " + protocol + " (expected: text)");
            case PROMETHEUS_TEXT_0_0_4 -> "text/plain;version=0.0.4";
            case PROMETHEUS_TEXT_1_0_0 -> "text/plain;version=1.0.0;escaping=allow-utf-8";
            case OPEN_METRICS_TEXT_0_0_1 -> "application/openmetrics-text;version=0.0.1";
            case OPEN_METRICS_TEXT_1_0_0 -> "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8";
        };
    }

    private static String seconds(Duration timeout) {
        return BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
