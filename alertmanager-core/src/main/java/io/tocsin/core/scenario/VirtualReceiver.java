package io.tocsin.core.scenario;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A receiver in virtual time: reports what arrives, and answers as its script says. Delivers once that runs out. */
final class VirtualReceiver implements Notifier {
    private final VirtualTime time;
    private final ArrayDeque<ScriptedAnswer> script;
    private final Consumer<Attempt> attempts;

    /**
     * What a receiver answers to one attempt.
     *
     * @param status an HTTP status, judged as the webhook does: 2xx delivered, 5xx retry, others rejected
     * @param latency how long the answer takes; cut off at the flush's deadline
     */
    record ScriptedAnswer(int status, Duration latency) {
        ScriptedAnswer {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
            }
            requireNonNull(latency, "latency");
        }

        SendResult result() {
            if (status < 300) {
                return SendResult.delivered();
            }
            FailureReason reason = FailureReason.ofStatus(status);
            String message = "unexpected status code " + status;
            return status >= 500
                    ? new SendResult.RetryLater(reason, message)
                    : new SendResult.Rejected(reason, message);
        }
    }

    /** A notification that arrived at {@code at}, whatever was answered. */
    record Attempt(Instant at, Notification notification) {}

    VirtualReceiver(VirtualTime time, List<ScriptedAnswer> script, Consumer<Attempt> attempts) {
        this.time = requireNonNull(time, "time");
        this.script = new ArrayDeque<>(script);
        this.attempts = requireNonNull(attempts, "attempts");
    }

    @Override
    public CompletionStage<SendResult> send(Notification notification) {
        attempts.accept(new Attempt(time.now(), notification));
        ScriptedAnswer answer = script.isEmpty() ? new ScriptedAnswer(200, Duration.ZERO) : script.remove();
        if (answer.latency().isZero()) {
            return CompletableFuture.completedStage(answer.result());
        }
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        Instant answered = time.now().plus(answer.latency());
        boolean isInTime = answered.isBefore(notification.deadline());
        time.schedule(
                result,
                isInTime ? answered : notification.deadline(),
                () -> result.complete(isInTime ? answer.result() : tooLate()));
        return result;
    }

    private static SendResult tooLate() {
        return new SendResult.RetryLater(FailureReason.CONTEXT_DEADLINE_EXCEEDED, "context deadline exceeded");
    }
}
