package io.tocsin.server.api;

import io.tocsin.server.http.Exchange;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * Sends a JSON array of any length in slices: writes some elements, lets the event loop serve others, goes on when the
 * client has taken what was sent. A body that fits into one slice is sent with its length.
 *
 * <p>Belongs to the event loop of its exchange.
 */
final class SlicedJson {
    private static final int SLICE_BYTES = 32 << 10;

    /** Elements that are left out write nothing, but looking at them takes time too. */
    private static final int SLICE_ELEMENTS = 512;

    private final Exchange exchange;
    private final Elements elements;
    private final Consumer<Throwable> failed;
    private final GoJson out = new GoJson();
    private boolean isBegun;

    /** Where the elements come from, one after the other. */
    @FunctionalInterface
    interface Elements {
        /**
         * Writes the next element, or a part of it, or nothing where it is left out.
         *
         * @return false if there was none left
         */
        boolean writeNext(GoJson out);
    }

    private SlicedJson(Exchange exchange, Elements elements, Consumer<Throwable> failed) {
        this.exchange = exchange;
        this.elements = elements;
        this.failed = failed;
    }

    /** @param failed is told what broke while elements were written; answers if there is no answer yet */
    static void send(Exchange exchange, Elements elements, Consumer<Throwable> failed) {
        SlicedJson answer = new SlicedJson(exchange, elements, failed);
        answer.out.writeStartArray();
        answer.slice();
    }

    private void slice() {
        HttpServerResponse response = exchange.response();
        if (response.closed() || response.ended()) {
            return;
        }
        try {
            boolean isLast = fill();
            if (isLast && !isBegun) {
                exchange.end(200, ApiV2.JSON, out.take());
            } else {
                write(response, isLast);
            }
        } catch (RuntimeException | Error e) {
            failed.accept(e);
            if (isBegun) {
                // Too late for a status: a body cut short tells the client.
                exchange.cutShort();
            }
        }
    }

    /** @return whether that was the end of the array */
    private boolean fill() {
        for (int i = 0; i < SLICE_ELEMENTS && out.length() < SLICE_BYTES; i++) {
            if (!elements.writeNext(out)) {
                out.writeEndArray();
                out.endLine();
                return true;
            }
        }
        return false;
    }

    private void write(HttpServerResponse response, boolean isLast) {
        if (isLast) {
            exchange.endStream(out.take());
            return;
        }
        if (out.length() >= SLICE_BYTES) {
            if (!isBegun) {
                isBegun = true;
                exchange.beginStream(200, ApiV2.JSON);
            }
            exchange.write(out.take());
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> slice());
        } else {
            exchange.resume(this::slice);
        }
    }
}
