package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * What answers a request. It is found first and runs once its caller is known to be allowed to ask.
 *
 * @param name in the request metrics, from a fixed set; empty for what is not counted
 */
public record Route(String name, Permission permission, Consumer<Exchange> answer) {
    public Route {
        requireNonNull(name, "name");
        requireNonNull(permission, "permission");
        requireNonNull(answer, "answer");
    }

    /** An answer that reveals nothing and is not counted, such as a redirect. */
    static Route uncounted(Consumer<Exchange> answer) {
        return new Route("", Permission.OPEN, answer);
    }
}
