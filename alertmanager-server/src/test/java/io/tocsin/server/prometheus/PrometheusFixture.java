package io.tocsin.server.prometheus;

import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.rule.GroupView;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.prometheus.StatusQuestions.LoadState;
import io.tocsin.server.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API over a store, without targets. */
final class PrometheusFixture {
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final long ANSWERS_BYTES = 1 << 24;

    private PrometheusFixture() {}

    static PrometheusApi over(MemoryStore store, QueryThreads threads, InstantSource clock) {
        return over(store, threads, clock, List.of());
    }

    /** @param groups what rules there are; their alerts are posted as they are */
    static PrometheusApi over(MemoryStore store, QueryThreads threads, InstantSource clock, List<GroupView> groups) {
        return over(store, threads, clock, groups, new EvaluationMemory(1 << 26, 2, 6));
    }

    static PrometheusApi over(
            MemoryStore store,
            QueryThreads threads,
            InstantSource clock,
            List<GroupView> groups,
            EvaluationMemory evaluations) {
        QueryEngine engine =
                new QueryEngine(new QueryOptions(Duration.ofMinutes(1).toMillis(), false));
        return new PrometheusApi(
                new Queries(
                        engine,
                        store,
                        new QuerySettings(
                                TIMEOUT,
                                Duration.ofMinutes(5),
                                1_000_000,
                                RequestsUnderWay.answerMaxBytes(ANSWERS_BYTES),
                                evaluations),
                        threads,
                        clock,
                        new ServerMetrics(Set.of()).evaluator()),
                new SeriesQuestions(store, store, threads, TIMEOUT),
                new LanguageQuestions(threads, TIMEOUT),
                new RuleQuestions(
                        () -> groups, Optional::of, "http://alertmanager.test/api/v2/alerts", threads, TIMEOUT),
                new TargetQuestions(
                        new TargetQuestions.Sources(() -> TargetView.EMPTY, List::of), "host.test", threads, TIMEOUT),
                new StatusQuestions(
                        new StatusQuestions.Sources(
                                Release.current(),
                                "host.test",
                                clock,
                                Instant.EPOCH,
                                () -> new LoadState(true, Instant.EPOCH),
                                () -> "",
                                Map.of(),
                                store,
                                store::statistics),
                        threads,
                        TIMEOUT),
                new RequestsUnderWay(100, ANSWERS_BYTES, () -> {}));
    }
}
