package io.tocsin.notifiers.http;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.config.TlsConfig.TlsVersion;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Encrypts connections as a {@code tls_config} says, for what does not go through the HTTP client. Holds the
 * certificates as they were when it was made: make one for each connection. Immutable.
 */
public final class TlsSockets {
    private final TlsConfig config;
    private final SSLSocketFactory factory;

    private TlsSockets(TlsConfig config, SSLSocketFactory factory) {
        this.config = config;
        this.factory = factory;
    }

    /**
     * Reads the certificates. Blocks.
     *
     * @throws CallFailedException if connections cannot be made with them
     */
    public static TlsSockets of(TlsConfig config, FileSource files) throws CallFailedException {
        TlsMaterial material = Credentials.tls(config, new SecretReader(files));
        X509ExtendedTrustManager trust = config.insecureSkipVerify()
                ? new TrustingAll()
                : material.authorities().orElseGet(Authorities::ofPlatform).trust();
        Optional<PresentedKey> key = material.presentedKey();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key.map(presented -> new KeyManager[] {presented}).orElse(null), new TrustManager[] {trust}, null);
            return new TlsSockets(config, context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new CallFailedException("tls: not available", e);
        }
    }

    /**
     * Encrypts {@code plain}, and verifies that it leads to whom it should. Blocks until both sides agree; closing
     * {@code plain} ends that.
     *
     * @param host whom the certificate has to be for, unless the configuration names another
     */
    public SSLSocket encrypt(Socket plain, String host) throws IOException {
        SSLSocket encrypted = (SSLSocket) factory.createSocket(plain, expectedName(host), plain.getPort(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setProtocols(protocols(config).toArray(new String[0]));
        parameters.setEndpointIdentificationAlgorithm(config.insecureSkipVerify() ? null : "HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    /** Whom the certificate has to be for. */
    public String expectedName(String host) {
        return config.serverName().isEmpty() ? host : config.serverName();
    }

    /** For libraries that choose protocols and verify the name themselves. */
    public SSLSocketFactory factory() {
        return factory;
    }

    /** Go's client speaks TLS 1.2 and 1.3 unless told otherwise. */
    public static Set<String> protocols(TlsConfig tls) {
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
