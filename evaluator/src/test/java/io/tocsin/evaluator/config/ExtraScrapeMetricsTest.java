package io.tocsin.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExtraScrapeMetricsTest {
    private static List<Boolean> wanted(String text) {
        Decoded<PrometheusConfiguration> decoded = new PrometheusConfigurationDecoder(
                        new Expressions(new QueryEngine(new QueryOptions(60_000, false))), name -> null)
                .decode("prometheus.yml", text);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted<PrometheusConfiguration>) decoded)
                .value().scrapes().stream()
                        .map(ScrapeConfig::extraScrapeMetrics)
                        .toList();
    }

    @Test
    void decode_nothingSaid_areNotWanted() {
        assertThat(wanted("scrape_configs: [{job_name: a}]")).containsExactly(false);
    }

    @Test
    void decode_saidOfTheJob_overrulesGlobal() {
        String jobs = "scrape_configs: [{job_name: a}, {job_name: b, extra_scrape_metrics: true},"
                + " {job_name: c, extra_scrape_metrics: false}]";

        assertThat(wanted(jobs)).containsExactly(false, true, false);
        assertThat(wanted("global: {extra_scrape_metrics: true}\n" + jobs)).containsExactly(true, true, false);
    }
}
