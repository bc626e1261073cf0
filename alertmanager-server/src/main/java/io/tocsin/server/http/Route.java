package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * What answers a request. It is found first and runs once its caller is known to be allowed to ask.
 *
 * @param name in the request metrics, from a fixed set; empty for what is not counted
 * @param limit among what it counts while it is being answered
 */
public record Route(String name, Permission permission, Limit limit, Consumer<Exchange> answer) {
    /** What bounds the number of requests that are being answered. */
    public enum Limit {
        /** {@code --web.get-concurrency}, for GET. */
        GETS,

        /**
         * {@code --web.max-event-streams}, for an answer that goes on until its client goes; {@code --web.timeout} does not
         * end it.
         */
        STREAMS,

        /** One of whoever answers, for GET and POST alike. */
        OWN
    }

    public Route {
        requireNonNull(name, "name");
        requireNonNull(permission, "permission");
        requireNonNull(limit, "limit");
        requireNonNull(answer, "answer");
    }

    public Route(String name, Permission permission, Consumer<Exchange> answer) {
        this(name, permission, Limit.GETS, answer);
    }

    boolean isStream() {
        return limit == Limit.STREAMS;
    }

    /** An answer that reveals nothing and is not counted, such as a redirect. */
    static Route uncounted(Consumer<Exchange> answer) {
        return new Route("", Permission.OPEN, answer);
    }
}
