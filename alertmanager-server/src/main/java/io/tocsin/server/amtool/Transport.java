package io.tocsin.server.amtool;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A way to send requests to the server. Thread-safe. */
interface Transport extends AutoCloseable {
    /** @param location the header of that name, empty without one */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Answer(int status, String location, byte[] body) {}

    /** @param body JSON; null for none */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Request(String method, String url, byte @Nullable [] body) {
        /** As the original's messages name it: {@code Get "http://..."}. */
        String describe() {
            return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT) + " \"" + url + '"';
        }
    }

    /**
     * Sends a request and reads its answer, following redirects.
     *
     * @param limit for everything; {@code > 0}
     * @throws CommandFailure in the original's words if no answer comes
     */
    Answer send(Request request, Duration limit) throws CommandFailure;

    /** Gives up what the transport holds; nothing is sent after this. */
    @Override
    void close();
}
