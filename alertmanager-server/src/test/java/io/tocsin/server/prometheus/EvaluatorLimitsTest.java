package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluatorLimitsTest {
    private static final long BYTES_PER_SAMPLE = 16;

    @ParameterizedTest
    @CsvSource({"67108864,1", "67108864,2", "268435456,4", "1073741824,16", "8589934592,64"})
    void evaluationsAndAnswers_together_haveHalfOfTheHeap(long heap, int processors) {
        EvaluatorLimits limits = EvaluatorLimits.of(settings(20), heap, processors);

        long evaluated = limits.queries().evaluations().totalBytes();
        assertThat(evaluated + limits.answersMaxBytes()).isEqualTo(heap / 2);
        assertThat(limits.queries().answerMaxBytes()).isLessThan(limits.answersMaxBytes());
        assertThat(limits.queries().samplesMax() * BYTES_PER_SAMPLE)
                .as("one that is alone, of what all may have")
                .isBetween(evaluated / 2, evaluated / 4 * 3);
    }

    @ParameterizedTest
    @CsvSource({"1,1,112", "20,4,321"})
    void queriesMax_limitsThreadsAndRequests(int queriesMax, int threads, int requests) {
        EvaluatorLimits limits = EvaluatorLimits.of(settings(queriesMax), 1 << 28, 4);

        assertThat(limits.queryThreads()).isEqualTo(threads);
        assertThat(limits.requestsMax()).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource({"1,20", "8,20", "16,20", "28,20", "64,20", "64,1000", "256,1000"})
    void samplesMax_onAnyNumberOfProcessors_isEnoughToAskForAllSeries(int processors, int queriesMax) {
        EvaluatorLimits limits = EvaluatorLimits.of(settings(queriesMax), 1L << 32, processors);

        assertThat(limits.queries().samplesMax())
                .isGreaterThan((long) limits.store().seriesMax() * QueryLimits.SAMPLES_PER_SERIES);
        // Rules have workers of their own, and clients are not to wait for each other on a large machine all the same.
        assertThat(limits.queryThreads()).isGreaterThanOrEqualTo(Math.min(processors, 8));
    }

    @ParameterizedTest
    @CsvSource({"67108864,1", "536870912,2", "8589934592,64"})
    void rules_clientsTakeAllTheyMay_haveAQuarter(long heap, int processors) throws QueryException {
        EvaluationMemory evaluations =
                EvaluatorLimits.of(settings(20), heap, processors).queries().evaluations();
        try (EvaluationMemory.Share query = evaluations.share(User.QUERY);
                EvaluationMemory.Share rule = evaluations.share(User.RULE)) {
            query.keep(evaluations.shareMaxBytes());
            rule.keep(evaluations.totalBytes() / 4);

            assertThat(evaluations.takenBytes(User.RULE)).isPositive();
        }
    }

    private static EvaluatorSettings settings(int queriesMax) {
        return new EvaluatorSettings(
                Duration.ofHours(6),
                0,
                Duration.ofMinutes(2),
                queriesMax,
                Long.MAX_VALUE,
                Duration.ofMinutes(5),
                new AlertTiming(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(10)),
                Map.of());
    }
}
