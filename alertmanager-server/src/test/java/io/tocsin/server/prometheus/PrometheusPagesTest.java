package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links to Prometheus's own pages, and the address of a data source in a browser, lead to ours. */
final class PrometheusPagesTest {
    private static final QueryThreads THREADS = new QueryThreads(1, 1, System::nanoTime);

    private static RunningPrometheusApi api;

    @BeforeAll
    static void start() throws Exception {
        MemoryStore store = new MemoryStore(new StoreLimits(Duration.ofDays(1).toMillis(), 10));
        InstantSource clock = InstantSource.system();
        api = new RunningPrometheusApi(PrometheusFixture.over(store, THREADS, clock)::addTo, clock);
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
        THREADS.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/prometheus, /#/graph",
        "/prometheus/graph?g0.expr=up&g0.tab=1, /#/graph?g0.expr=up&g0.tab=1",
        "/prometheus/query?g0.expr=up, /#/graph?g0.expr=up",
        "/prometheus/alerts, /#/rules",
        "/prometheus/rules, /#/rules",
        "/prometheus/targets, /#/targets",
    })
    void page_ofPrometheus_leadsToOurs(String path, String place) {
        HttpResponse<String> answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(URI.create("http://host.test/behind/a/proxy" + path).resolve(location))
                .as("wherever the root is")
                .isEqualTo(URI.create("http://host.test/behind/a/proxy" + place));
    }

    @ParameterizedTest
    @CsvSource({"/prometheus/, 301", "/prometheus/nothing, 404", "/prometheus/api, 404"})
    void otherPaths_areNoPages(String path, int status) {
        assertThat(api.get(path).statusCode()).isEqualTo(status);
    }
}
