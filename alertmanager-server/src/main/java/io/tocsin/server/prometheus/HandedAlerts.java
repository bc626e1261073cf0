package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.server.metrics.EvaluatorMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the alerts of rules to the router, and tells of those that it does not take: of each once, for as long as it comes
 * again and again. Thread-safe.
 */
final class HandedAlerts implements RuleRunner.Router {
    private static final Logger LOG = LoggerFactory.getLogger(HandedAlerts.class);

    /** As long as alerts that are over are sent. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(15).toNanos();

    /** Whoever has so many problems has read of enough of them. */
    private static final int TOLD_MAX = 1_000;

    private final Function<List<PostedAlert>, CompletionStage<PostOutcome>> router;
    private final EvaluatorMetrics metrics;
    private final LongSupplier monotonicNanos;

    /** Guarded by this: when a problem came up last. */
    private final Map<String, Long> told = new HashMap<>();

    HandedAlerts(
            Function<List<PostedAlert>, CompletionStage<PostOutcome>> router,
            EvaluatorMetrics metrics,
            LongSupplier monotonicNanos) {
        this.router = requireNonNull(router, "router");
        this.metrics = requireNonNull(metrics, "metrics");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
    }

    @Override
    public CompletionStage<?> apply(List<PostedAlert> alerts) {
        return router.apply(alerts).whenComplete((outcome, failure) -> {
            if (outcome == null) {
                metrics.alertsHandedOn(0, alerts.size());
            } else {
                metrics.alertsHandedOn(alerts.size() - outcome.refused(), outcome.refused());
                news(outcome.problems())
                        .forEach(problem -> LOG.atWarn()
                                .addKeyValue("component", "evaluator")
                                .addKeyValue("err", problem)
                                .log("An alert of a rule is not taken"));
            }
        });
    }

    private synchronized List<String> news(List<String> problems) {
        if (problems.isEmpty()) {
            return List.of();
        }
        long now = monotonicNanos.getAsLong();
        told.values().removeIf(at -> now - at > FORGOTTEN_NANOS);
        return problems.stream().filter(problem -> isNews(problem, now)).toList();
    }

    private boolean isNews(String problem, long now) {
        if (!told.containsKey(problem) && told.size() >= TOLD_MAX) {
            return false;
        }
        return told.put(problem, now) == null;
    }
}
