package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What became of an {@link HttpCall}. Immutable. */
public sealed interface HttpAnswer {
    /**
     * The server answered; redirects were followed where the configuration allows it.
     *
     * @param headers by name in any case; the last value where one came repeatedly
     * @param content the body as it came; what exceeds the call's limit is not read
     * @param excerptSource makes the {@link #excerpt}, which is work and seldom wanted
     * @param extent how much of the body there is
     */
    record Received(
            int status, Map<String, String> headers, AnswerBody content, Supplier<String> excerptSource, Extent extent)
            implements HttpAnswer {
        public Received {
            var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(headers);
            headers = Collections.unmodifiableMap(byName);
            requireNonNull(content, "content");
            requireNonNull(excerptSource, "excerptSource");
            requireNonNull(extent, "extent");
        }

        /** One whose excerpt is known. */
        public Received(int status, Map<String, String> headers, AnswerBody content, String excerpt, Extent extent) {
            this(status, headers, content, () -> excerpt, extent);
        }

        /**
         * The beginning of the body as text fit for messages: bounded, and without the URLs and credentials of the call,
         * which servers like to repeat.
         */
        public String excerpt() {
            return excerptSource.get();
        }

        /** The body as UTF-8 text. */
        public String body() {
            return content.text(content.length());
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** How much of a body there is. */
    enum Extent {
        WHOLE,
        /** As much as the call wants to be read. */
        CUT,
        /** The connection ended before the body did. */
        BROKEN,
        /** The time of the call ended before the body did. */
        LATE,
        /** There was no memory for more of it. */
        CROWDED_OUT;

        /** Whether there is less than was wanted. */
        public boolean isEndedEarly() {
            return switch (this) {
                case WHOLE, CUT -> false;
                case BROKEN, LATE, CROWDED_OUT -> true;
            };
        }
    }

    /**
     * The time limit of the call came first.
     *
     * @param request the request for messages, without its URL
     * @param isAttempt whether it was the limit of the attempt, not that of the whole call
     * @param wasSent if not, {@code request} says what it waited for
     */
    record TimedOut(String request, boolean isAttempt, boolean wasSent) implements HttpAnswer {
        public TimedOut {
            requireNonNull(request, "request");
        }

        /** One that was sent. */
        public TimedOut(String request, boolean isAttempt) {
            this(request, isAttempt, true);
        }
    }

    /**
     * No answer came.
     *
     * @param message without URL and secrets
     * @param isFinal another attempt would fail in the same way
     */
    record Failed(String message, boolean isFinal) implements HttpAnswer {
        public Failed {
            requireNonNull(message, "message");
        }

        /** What that means for a notification. */
        public SendResult result() {
            return isFinal
                    ? new SendResult.Rejected(FailureReason.CLIENT_ERROR, message)
                    : new SendResult.RetryLater(FailureReason.OTHER, message);
        }
    }
}
