package io.tocsin.server.api;

import io.tocsin.server.http.Exchange;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Sends JSON of any length in slices: writes some elements, lets the event loop serve others, goes on when the
 * client has taken what was sent.
 *
 * <p>Belongs to the event loop of its exchange.
 */
public final class SlicedJson {
    /** Elements that are left out write nothing, but looking at them takes time too. */
    private static final int SLICE_ELEMENTS = 512;

    private static final int PIECE_BYTES = 8 << 10;

    private final JsonStream body;
    private final Elements elements;
    private final GoJson.Body end;

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

    private SlicedJson(JsonStream body, Elements elements, GoJson.Body end) {
        this.body = body;
        this.elements = elements;
        this.end = end;
    }

    /**
     * Sends an array.
     *
     * @param failed is told what broke while elements were written; answers if there is no answer yet
     */
    static void send(Exchange exchange, Elements elements, Consumer<Throwable> failed) {
        JsonStream body = new JsonStream(exchange, failed);
        body.out().writeStartArray();
        new SlicedJson(body, elements, GoJson::writeEndArray).slice();
    }

    /** As {@link #send}, for any one value: what opens it and what closes it are among the parts. */
    public static void sendParts(Exchange exchange, Iterator<GoJson.Body> parts, Consumer<Throwable> failed) {
        new SlicedJson(new JsonStream(exchange, failed), out -> writeNext(parts, out), out -> {}).slice();
    }

    /**
     * As {@link #sendParts}, for what is written already: only sending it, and compressing it, is left.
     *
     * @param written without the line feed at its end
     */
    static void sendWritten(Exchange exchange, Buffer written, Consumer<Throwable> failed) {
        sendParts(exchange, pieces(written), failed);
    }

    /** What is written already, in pieces such as parts of an answer should be. */
    public static Iterator<GoJson.Body> pieces(Buffer written) {
        return IntStream.iterate(0, at -> at < written.length(), at -> at + PIECE_BYTES)
                .<GoJson.Body>mapToObj(at ->
                        out -> out.append(written.slice(at, Math.min(written.length(), at + PIECE_BYTES))))
                .iterator();
    }

    private static boolean writeNext(Iterator<GoJson.Body> parts, GoJson out) {
        boolean isThere = parts.hasNext();
        if (isThere) {
            parts.next().writeTo(out);
        }
        return isThere;
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

    /** @return whether that was the end */
    private boolean fill() {
        for (int i = 0; i < SLICE_ELEMENTS && !body.isFull(); i++) {
            if (!elements.writeNext(body.out())) {
                end.writeTo(body.out());
                return true;
            }
        }
        return false;
    }
}
