package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about many series end when nobody waits for them any more, and no request compiles what takes minutes. */
final class SeriesQuestionsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(StoredSamples.END_MILLIS));

    /** How often the time is asked before it is late: when a request comes, and when a thread takes it. */
    private static final AtomicInteger IN_TIME = new AtomicInteger();

    private static final QueryThreads THREADS = new QueryThreads(
            1, 1, () -> IN_TIME.getAndDecrement() > 0 ? 0 : Duration.ofHours(1).toNanos());

    private static RunningPrometheusApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new RunningPrometheusApi(PrometheusFixture.over(store(), THREADS, CLOCK)::addTo, CLOCK);
    }

    private static MemoryStore store() throws SampleSink.SeriesLimitException {
        MemoryStore store = new MemoryStore(new StoreLimits(Duration.ofDays(1).toMillis(), 50_000));
        SampleSink.Batch batch = store.begin(StoredSamples.END_MILLIS);
        for (int i = 0; i < 40_000; i++) {
            batch.add(batch.series(Labels.of("__name__", "m", "i", "" + i)), StoredSamples.END_MILLIS, i);
        }
        batch.commit();
        return store;
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
        THREADS.close();
    }

    @BeforeEach
    void beInTime() {
        IN_TIME.set(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "series?match[]=m",
                "series?match[]={i=~\"(?:[0-9]?){900}[a-z]\"}",
                "labels?match[]=m",
                "label/i/values",
                "label/i/values?match[]=m&match[]={i=~\"1.*\"}",
                "status/tsdb",
                "query?query=count(m)",
            })
    void timeIsOverDuringTheSearch_isSaid(String path) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out in expression evaluation\"}");
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void tsdb_inTime_namesWhatMostSeriesHave() {
        IN_TIME.set(Integer.MAX_VALUE);

        assertThat(get("status/tsdb").body())
                .contains("\"seriesCountByMetricName\":[{\"name\":\"m\",\"value\":40000}]")
                .contains(
                        "\"labelValueCountByLabelName\":[{\"name\":\"i\",\"value\":40000},{\"name\":\"__name__\",\"value\":1}]")
                .contains(
                        "\"seriesCountByLabelValuePair\":[{\"name\":\"__name__=m\",\"value\":40000},{\"name\":\"i=0\",\"value\":1},");
    }

    @Test
    void series_patternsOfAllSelectors_countTogether() {
        IN_TIME.set(Integer.MAX_VALUE);

        HttpResponse<String> answer = get("series?match[]=m" + "&match[]={i=~\"(?:[a-z]{40}){20}\"}".repeat(150));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("the regular expressions up to here are too large together; use shorter or fewer ones");
    }

    private static HttpResponse<String> get(String path) {
        StringBuilder encoded = new StringBuilder("/prometheus/api/v1/");
        String[] parts = path.split("\\?", 2);
        encoded.append(parts[0]);
        char separator = '?';
        for (String parameter : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            String[] pair = parameter.split("=", 2);
            encoded.append(separator)
                    .append(URLEncoder.encode(pair[0], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(pair[1], StandardCharsets.UTF_8));
            separator = '&';
        }
        return api.get(encoded.toString());
    }
}
