package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.memory.ByteBudget;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Collects the body of one request into one array, up to a limit. Belongs to one event loop. */
public final class RequestBody {
    private static final int INITIAL_BYTES = 4096;
    private static final int INITIAL_BYTES_MAX = 1 << 20;

    private final Exchange exchange;
    private final ByteBudget memory;
    private final Limit limit;
    private final long announced;
    private final Receiver receiver;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean isRefused;
    private final ClientPatience sender = new ClientPatience();
    private Runnable waitEnd = () -> {};
    private long waitBegunNanos;

    /** Told how the reading ended; not called when the client goes away. */
    public interface Receiver {
        /** @param bytes holds the body in its first {@code length} bytes until the exchange is over */
        void complete(byte[] bytes, int length);

        /**
         * The body is not read; the connection closes after the answer.
         *
         * @param status 413 if the body is too large, 503 if there are too many at once, 408 if it comes too slowly
         */
        void refused(int status, String reason);
    }

    /**
     * How large a body may be.
     *
     * @param bytes {@code >= 1}
     * @param why what the limit is, for who exceeds it: {@code the limit of --web.max-body-bytes}
     */
    public record Limit(long bytes, String why) {
        public Limit {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 1)");
            }
            requireNonNull(why, "why");
        }
    }

    private RequestBody(Exchange exchange, ByteBudget memory, Limit limit, long announced, Receiver receiver) {
        this.exchange = exchange;
        this.memory = memory;
        this.limit = limit;
        this.announced = announced;
        this.receiver = receiver;
    }

    static void read(Exchange exchange, ByteBudget memory, Limit limit, Receiver receiver) {
        HttpServerRequest request = exchange.request();
        RequestBody body = new RequestBody(exchange, memory, limit, announced(request), receiver);
        exchange.whenOver(() -> {
            body.waitEnd.run();
            body.release();
        });
        if (!body.checkSize(body.announced)) {
            return;
        }
        request.handler(body::append);
        request.endHandler(done -> body.end());
        request.exceptionHandler(gone -> {});
        body.await();
    }

    /** What has come is in memory, which is not to be held by a client that goes on for ever. */
    private void await() {
        waitBegunNanos = System.nanoTime();
        waitEnd = exchange.after(sender.leftMillis(), this::giveUp);
    }

    private void came(int more) {
        waitEnd.run();
        sender.waited(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - waitBegunNanos));
        sender.moved(more);
    }

    private void giveUp() {
        if (!isRefused) {
            refuse(408, "the request body comes too slowly: " + length + " bytes so far");
        }
    }

    /** Whether the request carries a body, as far as its head tells. Deviation D-090: an empty chunked one counts. */
    public static boolean isPresent(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2 && announced(request) < 0) {
            // Its head does not tell, and whether the request ends with it is not known yet.
            return request.method().equals(HttpMethod.POST);
        }
        return announced(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // Netty has refused everything but digits by now.
        return length == null ? -1 : Long.parseLong(length.trim());
    }

    private void append(Buffer chunk) {
        came(chunk.length());
        long total = (long) length + chunk.length();
        if (isRefused || exchange.isAbandoned() || !checkSize(total) || !makeRoom(total)) {
            return;
        }
        chunk.getBytes(0, chunk.length(), bytes, length);
        length = (int) total;
        await();
    }

    private boolean checkSize(long total) {
        if (total > limit.bytes()) {
            refuse(413, "request body is larger than " + limit.bytes() + " bytes, " + limit.why());
            return false;
        }
        if (total > Math.min(memory.totalBytes(), Integer.MAX_VALUE - 16)) {
            refuse(
                    413,
                    "request body is larger than " + memory.totalBytes()
                            + " bytes, more than the memory of this process allows (JAVA_OPTS=-Xmx... gives it more)");
            return false;
        }
        return true;
    }

    private boolean makeRoom(long total) {
        if (total <= bytes.length) {
            return true;
        }
        // A hostile announcement gets little ahead of its bytes; an honest one exactly its size.
        long roomy = Math.max(total, Math.max(INITIAL_BYTES, 2L * bytes.length));
        long capacity = announced >= total ? Math.min(announced, Math.max(roomy, INITIAL_BYTES_MAX)) : roomy;
        capacity = Math.max(total, Math.min(capacity, Math.min(limit.bytes(), memory.totalBytes())));
        if (!memory.reserve(capacity - bytes.length)) {
            refuse(503, "too many large request bodies at once, try again later");
            return false;
        }
        bytes = Arrays.copyOf(bytes, (int) capacity);
        return true;
    }

    private void refuse(int status, String reason) {
        isRefused = true;
        release();
        exchange.closeAfterAnswer();
        receiver.refused(status, reason);
    }

    private void end() {
        waitEnd.run();
        if (!isRefused) {
            receiver.complete(bytes, length);
        }
    }

    private void release() {
        memory.release(bytes.length);
        bytes = new byte[0];
    }
}
