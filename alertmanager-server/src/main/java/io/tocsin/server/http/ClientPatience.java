package io.tocsin.server.http;

/**
 * How long the server goes on waiting for a client that is to read an answer, or to send a body: half a minute, and longer
 * for each byte that goes over. What is in memory meanwhile is not to be held by somebody who does next to nothing.
 *
 * <p>Belongs to the event loop of its exchange.
 */
final class ClientPatience {
    static final long MILLIS_MAX = 30_000;

    /** Slower than 16 kB/s in the long run is too slow. */
    private static final long BYTES_PER_MILLI = 16;

    private long leftMillis = MILLIS_MAX;

    /** How long to wait now; 0 if not any longer. */
    long leftMillis() {
        return leftMillis;
    }

    /** The client was waited for. */
    void waited(long millis) {
        leftMillis = Math.max(0, leftMillis - millis);
    }

    /** So much went over. */
    void moved(long bytes) {
        leftMillis = Math.min(MILLIS_MAX, leftMillis + bytes / BYTES_PER_MILLI);
    }
}
