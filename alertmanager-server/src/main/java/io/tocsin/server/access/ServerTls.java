package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509KeyManager;

/**
 * How connections are encrypted, with all that the files hold which the settings name. Immutable.
 *
 * @param keys the certificate and its private key
 * @param clients whether clients need certificates, and which
 * @param protocols versions of TLS by Java's names; with none of them no connection can be made
 * @param cipherSuites by their standard names
 * @param groups for the exchange of keys, by their standard names; empty for all
 */
record ServerTls(
        X509KeyManager keys,
        ClientTrust clients,
        List<String> protocols,
        List<String> cipherSuites,
        Set<String> groups) {
    ServerTls {
        requireNonNull(keys, "keys");
        requireNonNull(clients, "clients");
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        groups = Set.copyOf(groups);
    }

    /** @throws SSLException if Java cannot do it */
    SslContext context(boolean offersHttp2) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(keys)
                .sslProvider(SslProvider.JDK)
                .trustManager(clients)
                .clientAuth(clients.demand())
                .protocols(protocols)
                .ciphers(cipherSuites);
        if (offersHttp2) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
        }
        SslContext context = builder.build();
        return groups.isEmpty() ? context : new Limited(context, new GroupLimit(groups));
    }

    /** Java 17 has no other way to choose groups for some connections only. */
    private static final class Limited extends DelegatingSslContext {
        private final GroupLimit limit;

        Limited(SslContext context, GroupLimit limit) {
            super(context);
            this.limit = limit;
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setAlgorithmConstraints(limit);
            engine.setSSLParameters(parameters);
        }
    }
}
