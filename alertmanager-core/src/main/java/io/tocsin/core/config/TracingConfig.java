package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig.Header;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tracing} section. It is read, checked and shown; nothing traces yet.
 *
 * @param clientType {@code grpc} or {@code http}
 * @param endpoint where traces are sent; not empty
 * @param samplingFraction any number, as in the original; 0 samples nothing
 * @param tls files are relative to the working directory; null if there is no such section
 * @param headers without files; null if there is no such section
 * @param compression {@code gzip}, or empty for none
 * @param timeout {@code >= 0}; 0 for the exporter's own
 */
public record TracingConfig(
        String clientType,
        String endpoint,
        double samplingFraction,
        boolean insecure,
        @Nullable TlsConfig tls,
        @Nullable List<Header> headers,
        String compression,
        Duration timeout) {

    public TracingConfig {
        requireNonNull(clientType, "clientType");
        requireNonNull(endpoint, "endpoint");
        headers = headers == null ? null : List.copyOf(headers);
        requireNonNull(compression, "compression");
        requireNonNull(timeout, "timeout");
    }
}
