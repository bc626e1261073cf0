package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.memory.ByteBudget;
import io.tocsin.server.http.ConcurrencyLimit;
import java.util.Optional;

/**
 * The requests of the Prometheus API from their first byte until their clients have read what they are answered: how many
 * there may be, GET and POST alike, and what they may hold together. Thread-safe.
 */
final class RequestsUnderWay {
    /** Slices of the answer, and buffers of the connection. */
    private static final long REQUEST_BYTES = 32 << 10;

    /** A parameter is there as it was sent, decoded, and again in an expression. */
    private static final int BYTES_PER_CHARACTER = 4;

    private final ConcurrencyLimit requests;
    private final ByteBudget memory;
    private final Runnable whenRefused;

    /**
     * @param requestsMax {@code > 0}
     * @param bytesMax what they may hold together, answers included; {@code > 0}
     * @param whenRefused told of each that is turned away
     */
    RequestsUnderWay(int requestsMax, long bytesMax, Runnable whenRefused) {
        this.requests = new ConcurrencyLimit(requestsMax);
        this.memory = new ByteBudget(bytesMax);
        this.whenRefused = requireNonNull(whenRefused, "whenRefused");
    }

    /** One is turned away, here or where it would have been worked on. */
    void refused() {
        whenRefused.run();
    }

    /** What they hold; forms that are being read are a part of it. */
    ByteBudget memory() {
        return memory;
    }

    /** Most that one answer may take, of what all requests may hold. */
    static long answerMaxBytes(long totalBytes) {
        return totalBytes / 4 * 3;
    }

    int requests() {
        return requests.served();
    }

    int requestsMax() {
        return requests.max();
    }

    /**
     * A request begins.
     *
     * @param characters of its parameters
     * @return its place, to be left when it is over; empty if there is none
     */
    Optional<Place> enter(long characters) {
        if (!requests.enter()) {
            return Optional.empty();
        }
        Place place = new Place();
        if (place.hold(REQUEST_BYTES + BYTES_PER_CHARACTER * characters)) {
            return Optional.of(place);
        }
        place.leave();
        return Optional.empty();
    }

    /** The place of one request. Thread-safe: an answer is made on one thread, and sent on another. */
    final class Place {
        // Both guarded by this: a client may go while its answer is being made.
        private long held;
        private boolean isLeft;

        private Place() {}

        /**
         * Holds more until the place is left. What is said to be larger than an answer may be is not, or it would not have been
         * made: it passes when there is next to nothing else.
         *
         * @return false if there is no room, or the place was left
         */
        synchronized boolean hold(long bytes) {
            long wanted = Math.min(bytes, answerMaxBytes(memory.totalBytes()));
            if (isLeft || !memory.reserve(wanted)) {
                return false;
            }
            held += wanted;
            return true;
        }

        /** Only the first time counts. */
        synchronized void leave() {
            if (!isLeft) {
                isLeft = true;
                memory.release(held);
                requests.leave();
            }
        }
    }
}
