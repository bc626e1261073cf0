package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * What answers a request. It is found first and runs once its caller is known to be allowed to ask.
 *
 * @param name in the request metrics, from a fixed set; empty for what is not counted
 * @param isStream whether the answer goes on until its client goes: it counts among {@code --web.max-event-streams}, not among
 *     the requests of {@code --web.get-concurrency}, and {@code --web.timeout} does not end it
 */
public record Route(String name, Permission permission, boolean isStream, Consumer<Exchange> answer) {
    public Route {
        requireNonNull(name, "name");
        requireNonNull(permission, "permission");
        requireNonNull(answer, "answer");
    }

    public Route(String name, Permission permission, Consumer<Exchange> answer) {
        this(name, permission, false, answer);
    }

    /** An answer that reveals nothing and is not counted, such as a redirect. */
    static Route uncounted(Consumer<Exchange> answer) {
        return new Route("", Permission.OPEN, answer);
    }
}
