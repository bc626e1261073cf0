package io.tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.server.http.Exchange;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * Sends a JSON array of any length in slices: writes some elements, lets the event loop serve others, goes on when the
 * client has taken what was sent. A body that fits into one slice is sent with its length.
 *
 * <p>Belongs to the event loop of its exchange.
 */
final class SlicedJson {
    private static final int SLICE_BYTES = 32 << 10;

    private final Exchange exchange;
    private final Iterator<GoJson.Body> elements;
    private final GoJson.BufferOutput buffer = new GoJson.BufferOutput();
    private final JsonGenerator out;
    private boolean isFirstSlice = true;

    private SlicedJson(Exchange exchange, Iterator<GoJson.Body> elements) throws IOException {
        this.exchange = exchange;
        this.elements = elements;
        this.out = GoJson.generator(buffer);
    }

    /** @param elements each writes one element, or a part of one; asked for one after the other */
    static void send(Exchange exchange, Iterator<GoJson.Body> elements) {
        try {
            SlicedJson answer = new SlicedJson(exchange, elements);
            answer.out.writeStartArray();
            answer.slice();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void slice() {
        HttpServerResponse response = exchange.response();
        if (response.closed() || response.ended()) {
            return;
        }
        try {
            boolean isLast = fill();
            if (isFirstSlice && isLast) {
                exchange.end(200, ApiV2.JSON, buffer.take());
            } else {
                write(response, isLast);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fill() throws IOException {
        while (elements.hasNext()) {
            elements.next().writeTo(out);
            // Looking into the generator's own buffer costs less than flushing it.
            if (buffer.length() + out.getOutputBuffered() > SLICE_BYTES) {
                out.flush();
                return false;
            }
        }
        out.writeEndArray();
        out.close();
        buffer.write('\n');
        return true;
    }

    private void write(HttpServerResponse response, boolean isLast) {
        if (isFirstSlice) {
            isFirstSlice = false;
            exchange.beginStream(200, ApiV2.JSON);
        }
        if (isLast) {
            exchange.endStream(buffer.take());
            return;
        }
        exchange.write(buffer.take());
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> slice());
        } else {
            exchange.resume(this::slice);
        }
    }
}
