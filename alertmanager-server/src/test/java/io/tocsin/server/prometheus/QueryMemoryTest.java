package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries take of the memory that all share comes back, however they end. */
final class QueryMemoryTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final int SERIES = 5_000;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(NOW));

    /** How often the time is asked before it is late. */
    private final AtomicInteger inTime = new AtomicInteger(Integer.MAX_VALUE);

    private final QueryThreads threads = new QueryThreads(
            2, 2, () -> inTime.getAndDecrement() > 0 ? 0 : Duration.ofHours(1).toNanos());
    private final EvaluationMemory memory = new EvaluationMemory(64 << 20, 2, 6);
    private RunningPrometheusApi api;

    @BeforeEach
    void start() throws Exception {
        MemoryStore store = new MemoryStore(new StoreLimits(86_400_000, SERIES));
        SampleSink.Batch batch = store.begin(NOW);
        for (int i = 0; i < SERIES; i++) {
            batch.add(batch.series(Labels.of("__name__", "x", "i", "" + i)), NOW, i);
        }
        batch.commit();
        api = new RunningPrometheusApi(PrometheusFixture.over(store, threads, CLOCK, List.of(), memory)::addTo, CLOCK);
    }

    /** An answer is sent before its thread is through. */
    @AfterEach
    void allIsGivenBack() throws Exception {
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> memory.takenBytes(User.QUERY) == 0);
            assertThat(memory.takenBytes(User.RULE)).isZero();
        } finally {
            api.stop();
            threads.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x                            | 200",
                "x * on (i) x                 | 200",
                "1                            | 200",
                "x *                          | 400",
                "histogram_sum(x)             | 400",
                "label_replace(x, 'i', '', 'i', '.*') | 422",
                "x[1d:1ms]                    | 422",
            })
    void query_anyEnd_givesItsMemoryBack(String expression, int status) {
        assertThat(ask(expression).statusCode()).isEqualTo(status);
    }

    @Test
    void query_timesOut_givesItsMemoryBack() {
        inTime.set(10);

        HttpResponse<String> answer = ask("max_over_time((x > 0)[1h:1s])");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"errorType\":\"timeout\"");
    }

    @Test
    void query_othersHaveTheMemory_isToldToComeAgain() throws QueryException {
        try (EvaluationMemory.Share others = memory.share(User.QUERY)) {
            others.keep(memory.shareMaxBytes());

            HttpResponse<String> refused = range("x * 2", 1_000);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("\"errorType\":\"unavailable\"", "no memory for ", "; try again later");
            assertThat(ask("count(x)").body()).contains("\"" + SERIES + "\"");
        }
        assertThat(range("count(x * 2)", 50).statusCode()).isEqualTo(200);
    }

    @Test
    void query_resultLargerThanAnAnswerMayBe_isRefused() {
        assertThat(range("count(x @ " + NOW / 1000 + ")", 150).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = range("x @ " + NOW / 1000, 150);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "\"errorType\":\"execution\"",
                        QueryException.TOO_MANY_SAMPLES + ": the result takes ",
                        " of 12582912 that an answer may have");
    }

    private HttpResponse<String> ask(String expression) {
        return api.get("/prometheus/api/v1/query?query=" + encoded(expression));
    }

    private HttpResponse<String> range(String expression, int steps) {
        long end = NOW / 1000;
        return api.get("/prometheus/api/v1/query_range?query=" + encoded(expression) + "&step=1&start="
                + (end - steps + 1) + "&end=" + end);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
