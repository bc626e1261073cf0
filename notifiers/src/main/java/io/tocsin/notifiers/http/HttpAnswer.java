package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of an {@link HttpCall}. Immutable. */
public sealed interface HttpAnswer {
    /**
     * The server answered; redirects were followed where the configuration allows it.
     *
     * @param headers by name in any case; the last value where one came repeatedly
     * @param content the body as it came; what exceeds the client's limit is not read
     * @param excerpt the beginning of the body as text fit for messages: bounded, and without the URLs and credentials
     *     of the call, which servers like to repeat
     * @param extent how much of the body there is
     */
    record Received(int status, Map<String, String> headers, Buffer content, String excerpt, Extent extent)
            implements HttpAnswer {
        public Received {
            var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(headers);
            headers = Collections.unmodifiableMap(byName);
            requireNonNull(content, "content");
            requireNonNull(excerpt, "excerpt");
            requireNonNull(extent, "extent");
        }

        /** The body as UTF-8 text. */
        public String body() {
            return content.toString();
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
        /** As much as the client reads. */
        CUT,
        /** The connection or the time ended before the body did. */
        BROKEN
    }

    /**
     * The time limit of the call came first.
     *
     * @param request the request for messages, without its URL
     * @param isAttempt whether it was the limit of the attempt, not that of the whole call
     */
    record TimedOut(String request, boolean isAttempt) implements HttpAnswer {
        public TimedOut {
            requireNonNull(request, "request");
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
