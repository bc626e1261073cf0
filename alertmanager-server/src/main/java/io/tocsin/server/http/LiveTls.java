package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted: each new one with the settings of its moment, so that certificates can be replaced while
 * the server runs. Thread-safe.
 */
public final class LiveTls {
    private static final long HANDSHAKE_SECONDS = 10;

    private final boolean offersHttp2;
    // Volatile: replaced by whoever watches the settings, read by event loops.
    private volatile SslContext current;

    /** @param offersHttp2 fixed while the server runs; {@code first} and its successors must offer the same */
    public LiveTls(SslContext first, boolean offersHttp2) {
        this.current = requireNonNull(first, "first");
        this.offersHttp2 = offersHttp2;
    }

    /** Has new connections use {@code next}; those that exist go on as they are. */
    public void use(SslContext next) {
        current = requireNonNull(next, "next");
    }

    public boolean offersHttp2() {
        return offersHttp2;
    }

    void applyTo(HttpServerOptions options) {
        options.setSsl(true)
                .setUseAlpn(offersHttp2)
                .setKeyCertOptions(KeyCertOptions.wrap(new NoKeys()))
                .setSslEngineOptions(new Engines(this))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }

    /** Gives Vert.x a context that asks for the current one whenever a connection comes in. */
    private static final class Engines extends JdkSSLEngineOptions {
        private final LiveTls live;

        Engines(LiveTls live) {
            this.live = live;
        }

        @Override
        public JdkSSLEngineOptions copy() {
            return new Engines(live);
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return () -> new Forwarding(live);
        }
    }

    private static final class Forwarding extends SslContext {
        private final LiveTls live;

        Forwarding(LiveTls live) {
            this.live = live;
        }

        @Override
        public boolean isClient() {
            return false;
        }

        @Override
        public List<String> cipherSuites() {
            return live.current.cipherSuites();
        }

        @Override
        @SuppressWarnings("deprecation") // Netty's own subclasses have to implement it.
        public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
            return live.current.applicationProtocolNegotiator();
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator allocator) {
            return live.current.newEngine(allocator);
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
            return live.current.newEngine(allocator, peerHost, peerPort);
        }

        @Override
        public SSLSessionContext sessionContext() {
            return live.current.sessionContext();
        }
    }

    /** Vert.x insists on a key, which it hands to {@link Engines} alone; there the current context has its own. */
    private static final class NoKeys implements X509KeyManager {
        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }
}
