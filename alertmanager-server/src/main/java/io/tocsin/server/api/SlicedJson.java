package io.tocsin.server.api;

import io.tocsin.server.http.Exchange;
import java.util.function.Consumer;

/**
 * Sends a JSON array of any length in slices: writes some elements, lets the event loop serve others, goes on when the
 * client has taken what was sent.
 *
 * <p>Belongs to the event loop of its exchange.
 */
final class SlicedJson {
    /** Elements that are left out write nothing, but looking at them takes time too. */
    private static final int SLICE_ELEMENTS = 512;

    private final JsonStream body;
    private final Elements elements;

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

    private SlicedJson(JsonStream body, Elements elements) {
        this.body = body;
        this.elements = elements;
    }

    /** @param failed is told what broke while elements were written; answers if there is no answer yet */
    static void send(Exchange exchange, Elements elements, Consumer<Throwable> failed) {
        SlicedJson answer = new SlicedJson(new JsonStream(exchange, failed), elements);
        answer.body.out().writeStartArray();
        answer.slice();
    }

    private void slice() {
        if (!body.isOver()) {
            body.orFail(() -> {
                if (fill()) {
                    body.end();
                } else {
                    body.send(this::slice);
                }
            });
        }
    }

    /** @return whether that was the end of the array */
    private boolean fill() {
        for (int i = 0; i < SLICE_ELEMENTS && !body.isFull(); i++) {
            if (!elements.writeNext(body.out())) {
                body.out().writeEndArray();
                return true;
            }
        }
        return false;
    }
}
