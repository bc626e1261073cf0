package io.tocsin.notifiers.http;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import java.util.Set;

/**
 * What an HTTP status means for a notification: 2xx delivered, 5xx and the listed ones worth another attempt, all
 * others final. Immutable.
 *
 * @param retriedToo statuses outside 5xx that are worth another attempt, such as 429
 * @see "Upstream: notify.Retrier, v0.34.0"
 */
public record StatusRule(Set<Integer> retriedToo) {
    /** Retries 5xx alone. */
    public static final StatusRule DEFAULT = new StatusRule(Set.of());

    public StatusRule {
        retriedToo = Set.copyOf(retriedToo);
    }

    public SendResult judge(HttpAnswer.Received answer) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return SendResult.delivered();
        }
        String message =
                "unexpected status code " + status + (answer.excerpt().isEmpty() ? "" : ": " + answer.excerpt());
        FailureReason reason = FailureReason.ofStatus(status);
        return status / 100 == 5 || retriedToo.contains(status)
                ? new SendResult.RetryLater(reason, message)
                : new SendResult.Rejected(reason, message);
    }
}
