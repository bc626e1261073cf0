package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.AnswerLimit;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.IntegrationHttpClient;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.log.Logging;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes to the server as an {@code http_config} says, or through the proxies that the environment names: the client of the
 * integrations, which takes longer to be ready than {@link DirectTransport}.
 */
final class ConfiguredTransport implements Transport {
    private static final int ANSWER_MAX_BYTES = 256 << 20;

    private final ServerUrl server;
    private final Vertx vertx;
    private final IntegrationHttpClient client;

    /** @param server gets the credentials of its URL, as long as no redirect leads away from it */
    ConfiguredTransport(ServerUrl server, HttpConfig config, Terminal.Surroundings surroundings) {
        this.server = requireNonNull(server, "server");
        Logging.turnOff();
        this.vertx = VertxFactory.create();
        this.client = new HttpClients(
                        vertx,
                        new DiskFiles(),
                        surroundings.clock(),
                        "amtool",
                        surroundings.variables(),
                        AddressPolicy.NONE)
                .open(config);
    }

    @Override
    public Answer send(Request request, Duration limit) throws CommandFailure {
        List<HttpCall.Header> headers = new ArrayList<>();
        headers.add(new HttpCall.Header("Accept", "application/json"));
        server.authorization().ifPresent(value -> headers.add(new HttpCall.Header("Authorization", value)));
        byte[] body = request.body();
        if (body != null) {
            headers.add(new HttpCall.Header("Content-Type", "application/json"));
        }
        Buffer buffer = body == null ? Buffer.buffer() : Buffer.buffer(body);
        HttpCall call = new HttpCall(
                request.method(), Secret.of(request.url()), headers, buffer, AnswerLimit.of(ANSWER_MAX_BYTES));
        return answer(request, client.send(call, limit).toCompletableFuture().join());
    }

    private static Answer answer(Request request, HttpAnswer answer) throws CommandFailure {
        if (answer instanceof HttpAnswer.Received received) {
            byte[] body = received.body().getBytes(StandardCharsets.UTF_8);
            if (body.length >= ANSWER_MAX_BYTES) {
                throw new CommandFailure(
                        request.describe() + ": the answer is larger than " + ANSWER_MAX_BYTES + " bytes");
            }
            return new Answer(received.status(), received.header("Location").orElse(""), body);
        } else if (answer instanceof HttpAnswer.TimedOut) {
            throw new CommandFailure(request.describe() + ": context deadline exceeded");
        } else if (answer instanceof HttpAnswer.Failed failed) {
            String message = failed.message().replace("<redacted>", request.url());
            boolean isAboutTls = request.url().startsWith("https:")
                    && (message.contains(" tls: ") || message.contains("HTTPS") || message.endsWith(": EOF"));
            throw new CommandFailure(message, isAboutTls ? TlsHint.of(message) : "");
        }
        throw new AssertionError("unhandled answer: " + answer);
    }

    @Override
    public void close() {
        client.close();
        // Nobody waits for it: the program ends, and with it every connection.
        vertx.close();
    }
}
