package io.tocsin.server.prometheus;

import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.scrape.ScrapeClient;
import java.util.List;

/** Asks targets over connections that go on from one scrape to the next. Thread-safe. */
interface ScrapeConnections extends ScrapeClient, AutoCloseable {
    /** Gives up connections that no scrape config needs any more. */
    void keepOnly(List<ScrapeConfig> scrapes);

    /** Gives up all. */
    @Override
    void close();
}
