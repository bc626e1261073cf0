package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * The body of an answer of any length, sent in slices: whoever writes it goes on when the client has taken what was sent. A
 * body that fits into one slice is sent with its length.
 *
 * <p>Belongs to the event loop of its exchange, but for {@link #out}, which others may fill between two calls.
 */
final class JsonStream {
    private static final int SLICE_BYTES = 32 << 10;

    private final Exchange exchange;
    private final Consumer<Throwable> failed;
    private final GoJson out = new GoJson();
    private boolean isBegun;

    /** @param failed is told what broke on the way; answers if there is no answer yet */
    JsonStream(Exchange exchange, Consumer<Throwable> failed) {
        this.exchange = requireNonNull(exchange, "exchange");
        this.failed = requireNonNull(failed, "failed");
    }

    /** Where the next slice is written to. */
    GoJson out() {
        return out;
    }

    /** Whether a slice is written, so that it should be sent. */
    boolean isFull() {
        return out.length() >= SLICE_BYTES;
    }

    /** Whether nobody takes any more: the client has gone, or was told that it takes too long. */
    boolean isOver() {
        HttpServerResponse response = exchange.response();
        return response.closed() || response.ended();
    }

    /** Runs a step on its way; if that breaks, the answer ends. */
    void orFail(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    void fail(Throwable failure) {
        failed.accept(failure);
        if (isBegun) {
            // Too late for a status: a body cut short tells the client.
            exchange.cutShort();
        }
    }

    /**
     * Sends the slice, if it is full.
     *
     * @param next runs when the client has taken what was sent, after others have been served; never if it takes too little
     */
    void send(Runnable next) {
        if (isFull()) {
            if (!isBegun) {
                isBegun = true;
                exchange.beginStream(200, ApiV2.JSON);
            }
            exchange.write(out.take());
        }
        exchange.whenTaken(next);
    }

    /** Sends the last slice. */
    void end() {
        out.endLine();
        if (isBegun) {
            exchange.endStream(out.take());
        } else {
            exchange.end(200, ApiV2.JSON, out.take());
        }
    }
}
