package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.promql.Expr;
import java.time.Duration;

/**
 * A time in which nobody has looked at anything: after it, no sample is no sign that all is well until an expression has all
 * that it looks back at.
 */
final class Outage {
    private final LookBacks lookBacks;
    private final EvaluationSettings.AlertTiming timing;
    private final long lookBackMaxMillis;

    /** @param retention what is older than that is never there, so that nothing waits for it */
    Outage(PrometheusConfiguration configuration, EvaluationSettings.AlertTiming timing, Duration retention) {
        this.lookBacks = new LookBacks(configuration);
        this.timing = requireNonNull(timing, "timing");
        this.lookBackMaxMillis = retention.toMillis();
    }

    EvaluationSettings.AlertTiming timing() {
        return timing;
    }

    long lookBackMillis(Expr expr) {
        return Math.min(lookBacks.millis(expr), lookBackMaxMillis);
    }
}
