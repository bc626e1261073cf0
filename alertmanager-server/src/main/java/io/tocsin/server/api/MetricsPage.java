package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Port: renders the metrics. Called on a worker thread. */
@FunctionalInterface
public interface MetricsPage {
    /**
     * @param accept the request's Accept header
     * @param isGzip whether to compress the page
     */
    Page render(@Nullable String accept, boolean isGzip);

    /** A rendered page. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Page(String contentType, byte[] body) {
        public Page {
            requireNonNull(contentType, "contentType");
            requireNonNull(body, "body");
        }
    }
}
