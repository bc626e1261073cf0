package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the command line says of the evaluator.
 *
 * @param seriesMax 0 for what the heap allows
 * @param samplesMax of one query
 * @param shown all of it, as {@code status/flags} shows it
 */
public record EvaluatorSettings(
        Duration retention,
        long seriesMax,
        Duration queryTimeout,
        long queriesMax,
        long samplesMax,
        Duration lookback,
        AlertTiming alerts,
        Map<String, String> shown) {
    public EvaluatorSettings {
        requireNonNull(retention, "retention");
        requireNonNull(queryTimeout, "queryTimeout");
        requireNonNull(lookback, "lookback");
        requireNonNull(alerts, "alerts");
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    }
}
