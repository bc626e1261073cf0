package io.tocsin.evaluator.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In which form a target may answer. */
public enum ScrapeProtocol {
    PROMETHEUS_PROTO("PrometheusProto"),
    PROMETHEUS_TEXT_0_0_4("PrometheusText0.0.4"),
    PROMETHEUS_TEXT_1_0_0("PrometheusText1.0.0"),
    OPEN_METRICS_TEXT_0_0_1("OpenMetricsText0.0.1"),
    OPEN_METRICS_TEXT_1_0_0("OpenMetricsText1.0.0");

    /** What is asked for where nothing is said, the most wanted first. */
    public static final List<ScrapeProtocol> DEFAULT =
            List.of(OPEN_METRICS_TEXT_1_0_0, OPEN_METRICS_TEXT_0_0_1, PROMETHEUS_TEXT_1_0_0, PROMETHEUS_TEXT_0_0_4);

    private final String yamlName;

    ScrapeProtocol(String yamlName) {
        this.yamlName = yamlName;
    }

    /** As {@code scrape_protocols} names it. */
    public String yamlName() {
        return yamlName;
    }

    static Optional<ScrapeProtocol> of(String yamlName) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.yamlName.equals(yamlName))
                .findFirst();
    }
}
