package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.RequestBody;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bodies of requests and answers those that cannot be taken. Thread-safe. */
final class PostedBody {
    private static final Logger LOG = LoggerFactory.getLogger(PostedBody.class);

    /** Larger bodies are parsed on a worker. */
    private static final int ON_LOOP_MAX_BYTES = 1 << 20;

    private final Vertx vertx;
    private final RequestBody.Limit limit;

    /** Makes something of a body; called on an event loop or a worker. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] body, int length) throws Refusal;
    }

    private record Parsed<T>(@Nullable T content, @Nullable Refusal refusal) {}

    PostedBody(Vertx vertx, RequestBody.Limit limit) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.limit = requireNonNull(limit, "limit");
    }

    /** @param use takes what was parsed, on the event loop; not called for a body that was refused */
    <T> void read(Exchange exchange, Parser<T> parser, Consumer<T> use) {
        exchange.readBody(limit, new RequestBody.Receiver() {
            @Override
            public void complete(byte[] bytes, int length) {
                if (length <= ON_LOOP_MAX_BYTES) {
                    finish(exchange, parse(parser, bytes, length), use);
                } else {
                    vertx.executeBlocking(() -> parse(parser, bytes, length), false)
                            .onSuccess(parsed -> finish(exchange, parsed, use))
                            .onFailure(failure -> ApiV2.fail(exchange, failure));
                }
            }

            @Override
            public void refused(int status, String reason) {
                ApiV2.refuse(exchange, new Refusal(status, status, reason));
            }
        });
    }

    private static <T> Parsed<T> parse(Parser<T> parser, byte[] bytes, int length) {
        try {
            return new Parsed<>(parser.parse(bytes, length), null);
        } catch (Refusal e) {
            return new Parsed<>(null, e);
        }
    }

    private static <T> void finish(Exchange exchange, Parsed<T> parsed, Consumer<T> use) {
        T content = parsed.content();
        if (content != null) {
            use.accept(content);
            return;
        }
        Refusal refusal = requireNonNull(parsed.refusal());
        LOG.atDebug()
                .addKeyValue("path", exchange.rawPath())
                .addKeyValue("err", refusal.text())
                .log("Body refused");
        ApiV2.refuse(exchange, refusal);
    }
}
