package io.tocsin.evaluator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.PrometheusConfigurationDecoder;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;

/** Scrape configs as they are written. */
final class Scrapes {
    private Scrapes() {}

    /** The first one of a file. */
    static ScrapeConfig of(String text) {
        Decoded<PrometheusConfiguration> decoded = new PrometheusConfigurationDecoder(
                        new Expressions(new QueryEngine(new QueryOptions(60_000, false))), name -> null)
                .decode("etc/prometheus.yml", text);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted<PrometheusConfiguration>) decoded)
                .value()
                .scrapes()
                .get(0);
    }
}
