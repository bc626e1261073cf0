package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the API of one server. Thread-safe.
 *
 * @see "Upstream: api/v2/client; texts of errors observed with amtool 0.33.1"
 */
final class ApiClient implements AutoCloseable {
    private final ServerUrl server;
    private final Transport transport;
    private final Duration timeout;
    private final Trace trace;

    /** Told of each request when it is over. */
    @FunctionalInterface
    interface Trace {
        void answered(String method, String url, int status, Duration took);
    }

    /** @param timeout for one request from its start to the end of the answer; {@code > 0} */
    ApiClient(ServerUrl server, Transport transport, Duration timeout, Trace trace) {
        this.server = requireNonNull(server, "server");
        this.transport = requireNonNull(transport, "transport");
        this.timeout = requireNonNull(timeout, "timeout");
        this.trace = requireNonNull(trace, "trace");
    }

    /** @throws CommandFailure if the server cannot be reached, or does not answer 200 with JSON */
    JsonValue get(Operation operation, List<Map.Entry<String, String>> parameters) throws CommandFailure {
        return call(operation, server.api(operation.path(""), parameters), null).json();
    }

    /** For operations that send JSON. */
    ApiReply post(Operation operation, JsonValue body) throws CommandFailure {
        return post(operation, "", body);
    }

    /** @param id of what is posted to */
    ApiReply post(Operation operation, String id, JsonValue body) throws CommandFailure {
        return call(operation, server.api(operation.path(id), List.of()), body);
    }

    /** For operations on one silence. */
    ApiReply call(Operation operation, String id) throws CommandFailure {
        return call(operation, server.api(operation.path(id), List.of()), null);
    }

    private ApiReply call(Operation operation, String url, @Nullable JsonValue body) throws CommandFailure {
        long begin = System.nanoTime();
        byte[] bytes = body == null ? null : (body.print() + "\n").getBytes(StandardCharsets.UTF_8);
        Transport.Request request = new Transport.Request(operation.method(), url, bytes);
        // Deviation D-033: the original's timeout is for all requests of a command together.
        Transport.Answer answer = transport.send(request, timeout);
        trace.answered(operation.method(), url, answer.status(), Duration.ofNanos(System.nanoTime() - begin));
        return new ApiReply(operation, request, answer);
    }

    @Override
    public void close() {
        transport.close();
    }
}
