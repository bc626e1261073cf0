package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.query.EvaluationMemory;
import java.time.Duration;

/**
 * How far a query of a client may go.
 *
 * @param timeout the longest that one may take, waiting included; {@code > 0}
 * @param lookback how old the newest sample of a series may be, unless the client says; {@code > 0}
 * @param samplesMax samples that one may hold at a time; {@code > 0}
 * @param answerMaxBytes what a result may take until its client has read it
 * @param evaluations what it shares with others, and with rules
 */
public record QuerySettings(
        Duration timeout, Duration lookback, long samplesMax, long answerMaxBytes, EvaluationMemory evaluations) {
    public QuerySettings {
        requireNonNull(timeout, "timeout");
        requireNonNull(lookback, "lookback");
        requireNonNull(evaluations, "evaluations");
    }
}
