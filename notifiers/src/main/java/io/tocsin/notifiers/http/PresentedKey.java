package io.tocsin.notifiers.http;

import io.tocsin.core.tls.CertifiedKey;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The one certificate that a server, or a client, presents. Sends the chain as its text has it, as the original does:
 * Java's own key stores refuse a chain with more in it than belongs to it, and as a client it is presented to every
 * server that asks, whatever authorities that server names. Immutable.
 */
public final class PresentedKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "presented";

    private final CertifiedKey certified;

    public PresentedKey(CertifiedKey certified) {
        this.certified = certified;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return aliasFor(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return aliasFor(keyTypes);
    }

    private @Nullable String aliasFor(String... keyTypes) {
        String own = certified.chain().get(0).getPublicKey().getAlgorithm();
        return Arrays.asList(keyTypes).contains(own) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certified.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certified.key();
    }

    @Override
    public String toString() {
        return "PresentedKey of " + certified;
    }
}
