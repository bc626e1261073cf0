package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.relabel.Relabeling;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SeriesSource;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all groups are evaluated with. Immutable; another configuration brings others.
 *
 * @param limits made anew for each evaluation of a rule, its templates included: one that is slow takes no time from others;
 *     their memory is given back when it is over
 * @param lookbackMillis how long a sample counts, as in {@code limits}; {@code > 0}
 * @param sink where recorded series go, and the series about alerts
 * @param externalLabels added to alerts that lack them
 * @param externalUrl under which links to expressions begin; no slash at its end
 * @param alertRelabeling of alerts that are to be sent
 * @param timing how alerts are sent again and restored
 * @param nanoClock measures how long evaluations take, and nothing else
 */
public record EvaluationSettings(
        QueryEngine engine,
        Supplier<QueryLimits> limits,
        long lookbackMillis,
        SeriesSource source,
        SampleSink sink,
        Labels externalLabels,
        String externalUrl,
        Relabeling alertRelabeling,
        AlertTiming timing,
        LongSupplier nanoClock) {
    public EvaluationSettings {
        requireNonNull(engine, "engine");
        requireNonNull(limits, "limits");
        if (lookbackMillis <= 0) {
            throw new IllegalArgumentException("lookback: " + lookbackMillis + " (expected: > 0)");
        }
        requireNonNull(source, "source");
        requireNonNull(sink, "sink");
        requireNonNull(externalLabels, "externalLabels");
        requireNonNull(externalUrl, "externalUrl");
        requireNonNull(alertRelabeling, "alertRelabeling");
        requireNonNull(timing, "timing");
        requireNonNull(nanoClock, "nanoClock");
    }

    /**
     * Flags that concern alerts.
     *
     * @param resendDelay {@code --rules.alert.resend-delay}: the shortest pause before an alert is sent again
     * @param outageTolerance {@code --rules.alert.for-outage-tolerance}: how long an outage may have been for alerts to
     *     go on where they were
     * @param forGracePeriod {@code --rules.alert.for-grace-period}: the shortest pause between a restart and an alert
     *     that was pending before it
     */
    public record AlertTiming(Duration resendDelay, Duration outageTolerance, Duration forGracePeriod) {
        public static final AlertTiming DEFAULT =
                new AlertTiming(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(10));

        public AlertTiming {
            requireNonNull(resendDelay, "resendDelay");
            requireNonNull(outageTolerance, "outageTolerance");
            requireNonNull(forGracePeriod, "forGracePeriod");
        }
    }
}
