package io.tocsin.server.receivertest;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import java.time.Duration;
import java.util.List;

/**
 * What became of a test.
 *
 * @param groupKey what incidents over there are known by
 * @param integrations in the order in which notifications go to them; none of a receiver that has none
 */
public record TestReport(String receiver, String groupKey, List<Entry> integrations) {
    public TestReport {
        requireNonNull(receiver, "receiver");
        requireNonNull(groupKey, "groupKey");
        integrations = List.copyOf(integrations);
    }

    /**
     * @param integration {@code slack[0]}
     * @param took from the call until its result
     */
    public record Entry(String integration, Outcome outcome, Duration took) {
        public Entry {
            requireNonNull(integration, "integration");
            requireNonNull(outcome, "outcome");
            requireNonNull(took, "took");
        }
    }

    /** What one integration answered. Messages hold no secret and no URL of a receiver. */
    public sealed interface Outcome {
        /** The receiver took it. */
        record Delivered() implements Outcome {}

        /**
         * The receiver did not take it, or could not be asked.
         *
         * @param isRetried whether a real notification would be tried again
         */
        record Failed(FailureReason reason, String message, boolean isRetried) implements Outcome {
            public Failed {
                requireNonNull(reason, "reason");
                requireNonNull(message, "message");
            }
        }

        /** It took longer than a test may. */
        record TimedOut(String message) implements Outcome {
            public TimedOut {
                requireNonNull(message, "message");
            }
        }

        /** A real notification would not be sent either. */
        record Skipped(String why) implements Outcome {
            public Skipped {
                requireNonNull(why, "why");
            }
        }

        /** In answers, metrics and the log: {@code delivered}, {@code failed}, {@code timed_out} or {@code skipped}. */
        default String word() {
            if (this instanceof Delivered) {
                return "delivered";
            } else if (this instanceof Failed) {
                return "failed";
            }
            return this instanceof TimedOut ? "timed_out" : "skipped";
        }
    }
}
