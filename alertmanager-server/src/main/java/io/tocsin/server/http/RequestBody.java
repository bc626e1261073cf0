package io.tocsin.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/**
 * Collects the body of one request into one array, up to a limit. Belongs to one event loop.
 *
 * <p>Must be made before the handler of the request returns.
 */
public final class RequestBody {
    private static final int INITIAL_BYTES = 4096;
    private static final int INITIAL_BYTES_MAX = 1 << 20;

    private final Exchange exchange;
    private final long maxBytes;
    private final Receiver receiver;
    private byte[] bytes;
    private int length;
    private boolean isRefused;

    /** Told how the reading ended; not called when the client goes away. */
    public interface Receiver {
        /** @param bytes holds the body in its first {@code length} bytes; it is the receiver's now */
        void complete(byte[] bytes, int length);

        /** The body is larger than allowed; the connection closes after the answer. */
        void tooLarge();
    }

    private RequestBody(Exchange exchange, long maxBytes, Receiver receiver, long announced) {
        this.exchange = exchange;
        this.maxBytes = Math.min(maxBytes, Integer.MAX_VALUE - 16);
        this.receiver = receiver;
        // A hostile announcement gets no more than this ahead of its bytes.
        this.bytes = new byte[announced < 0 ? INITIAL_BYTES : (int) Math.min(announced, INITIAL_BYTES_MAX)];
    }

    /** @param maxBytes {@code >= 1} */
    public static void read(Exchange exchange, long maxBytes, Receiver receiver) {
        HttpServerRequest request = exchange.request();
        long announced = announced(request);
        RequestBody body = new RequestBody(exchange, maxBytes, receiver, announced);
        if (announced > body.maxBytes) {
            body.refuse();
            return;
        }
        request.handler(body::append);
        request.endHandler(done -> body.end());
        request.exceptionHandler(gone -> {});
    }

    /** Whether the request carries a body, as far as its head tells. */
    public static boolean isPresent(HttpServerRequest request) {
        return announced(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // Netty has refused everything but digits by now.
        return length == null ? -1 : Long.parseLong(length.trim());
    }

    private void append(Buffer chunk) {
        if (isRefused) {
            return;
        }
        int total = length + chunk.length();
        if (total > maxBytes || total < 0) {
            refuse();
            return;
        }
        if (total > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(total, Math.min(2L * bytes.length, maxBytes)));
        }
        chunk.getBytes(0, chunk.length(), bytes, length);
        length = total;
    }

    private void refuse() {
        isRefused = true;
        bytes = new byte[0];
        exchange.closeAfterAnswer();
        receiver.tooLarge();
    }

    private void end() {
        if (!isRefused) {
            receiver.complete(bytes, length);
        }
    }
}
