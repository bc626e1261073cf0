package io.tocsin.notifiers.http;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.config.TlsConfig.TlsVersion;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pooled connections made with the same settings and the same certificates: one pool for http and one for https,
 * each made when first needed.
 *
 * <p>Owned by the event loop of its client.
 */
final class Connections {
    /** Connections to one server, most of them idle. */
    static final int CONNECTIONS_MAX = 64;

    /** Requests that wait for one of them; further ones are refused and tried later by the pipeline. */
    static final int WAITING_MAX = 1024;

    private static final int IDLE_SECONDS = 5 * 60;
    private static final int CLEANER_MILLIS = 30_000;
    private static final int CONNECT_MILLIS = 30_000;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int RESPONSE_HEADERS_MAX_BYTES = 64 * 1024;
    private static final int CLOSE_SECONDS = 60;

    private final Vertx vertx;
    private final HttpConfig config;
    private final TlsMaterial material;
    private @Nullable HttpClient plain;
    private @Nullable HttpClient encrypted;

    Connections(Vertx vertx, HttpConfig config, TlsMaterial material) {
        this.vertx = vertx;
        this.config = config;
        this.material = material;
    }

    TlsMaterial material() {
        return material;
    }

    HttpClient plain() {
        if (plain == null) {
            plain = vertx.createHttpClient(options(), pool());
        }
        return plain;
    }

    HttpClient encrypted() {
        if (encrypted == null) {
            encrypted = vertx.createHttpClient(tlsOptions(), pool());
        }
        return encrypted;
    }

    /** Closes idle connections at once, the others when their requests are done. */
    void close() {
        if (plain != null) {
            plain.shutdown(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        if (encrypted != null) {
            encrypted.shutdown(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS_MAX)
                .setMaxWaitQueueSize(WAITING_MAX)
                .setCleanerPeriod(CLEANER_MILLIS);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(RESPONSE_HEADERS_MAX_BYTES)
                .setDecompressionSupported(false);
    }

    private HttpClientOptions tlsOptions() {
        TlsConfig tls = config.tls();
        HttpClientOptions options = options()
                .setSsl(true)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setEnabledSecureTransportProtocols(protocols(tls))
                .setTrustAll(tls.insecureSkipVerify())
                .setVerifyHost(!tls.insecureSkipVerify())
                .setForceSni(!tls.serverName().isEmpty());
        if (config.enableHttp2()) {
            options.setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
        if (material.ca() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(material.ca())));
        }
        if (material.certificate() != null && material.key() != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(material.certificate()))
                    .setKeyValue(Buffer.buffer(material.key())));
        }
        return options;
    }

    /** Go's client speaks TLS 1.2 and 1.3 unless told otherwise. */
    private static Set<String> protocols(TlsConfig tls) {
        TlsVersion min = tls.minVersion().orElse(TlsVersion.TLS12);
        TlsVersion max = tls.maxVersion().orElse(TlsVersion.TLS13);
        var protocols = new LinkedHashSet<String>();
        for (TlsVersion version : TlsVersion.values()) {
            if (version.compareTo(min) >= 0 && version.compareTo(max) <= 0) {
                protocols.add(version.protocol());
            }
        }
        return protocols;
    }
}
