package io.tocsin.server.receivertest;

import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.server.receivertest.ReceiverTester.NotifierOpener;
import io.tocsin.server.receivertest.TestReport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to send a test to one integration.
 *
 * @param notification with all alerts of the test
 */
record TestAttempt(ConfiguredIntegration integration, Notification notification) {
    private static final Logger LOG = LoggerFactory.getLogger(TestAttempt.class);

    /** Notifiers keep their deadline by themselves; this is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** Never fails. */
    CompletableFuture<Outcome> send(NotifierOpener notifiers) {
        List<NotifiedAlert> alerts = integration.config().sendResolved()
                ? notification.alerts()
                : notification.alerts().stream()
                        .filter(each -> !each.isResolved())
                        .toList();
        if (alerts.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Outcome.Skipped("all alerts are resolved, and send_resolved is false"));
        }
        Notifier notifier;
        try {
            notifier = notifiers.open(notification.receiver(), integration);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new Outcome.Failed(
                    FailureReason.OTHER,
                    "this version cannot send to " + integration.type().name() + " yet",
                    false));
        }
        return send(notifier, notification.with(alerts))
                .thenApply(TestAttempt::outcome)
                .completeOnTimeout(
                        new Outcome.TimedOut("no answer within " + ReceiverTester.TIMEOUT.toSeconds() + " s"),
                        ReceiverTester.TIMEOUT.plus(GRACE).toMillis(),
                        TimeUnit.MILLISECONDS)
                .exceptionally(this::broken)
                .whenComplete((done, failure) -> notifier.close());
    }

    private static CompletableFuture<SendResult> send(Notifier notifier, Notification wanted) {
        try {
            return notifier.send(wanted).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Outcome outcome(SendResult result) {
        if (result instanceof SendResult.Delivered) {
            return new Outcome.Delivered();
        } else if (result instanceof SendResult.Rejected rejected) {
            return new Outcome.Failed(rejected.reason(), rejected.message(), false);
        } else if (result instanceof SendResult.RetryLater later) {
            return later.reason() == FailureReason.CONTEXT_DEADLINE_EXCEEDED
                    ? new Outcome.TimedOut(later.message())
                    : new Outcome.Failed(later.reason(), later.message(), true);
        }
        throw new AssertionError("unhandled result: " + result);
    }

    private Outcome broken(Throwable failure) {
        LOG.atError()
                .addKeyValue("component", "receiver-test")
                .addKeyValue("integration", integration.label())
                .setCause(failure)
                .log("Test of a receiver broke");
        return new Outcome.Failed(FailureReason.OTHER, "internal error, see the log", false);
    }
}
