package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.http.StatusRule;
import java.util.function.Function;

/**
 * A request that tells a notification, and what the answer to it means. Immutable.
 *
 * @param judge called on an event loop, so not to block
 */
public record PreparedCall(HttpCall call, Function<HttpAnswer.Received, SendResult> judge) {
    public PreparedCall {
        requireNonNull(call, "call");
        requireNonNull(judge, "judge");
    }

    /** One whose answer is judged by its status alone. */
    public PreparedCall(HttpCall call) {
        this(call, StatusRule.DEFAULT::judge);
    }
}
