package io.tocsin.notifiers.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Authorities whose certificates are trusted. Immutable. */
public final class Authorities {
    private final X509ExtendedTrustManager trust;

    private Authorities(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            trust = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has PKIX", e);
        }
    }

    /** Those that this Java trusts. */
    public static Authorities ofPlatform() {
        return new Authorities(null);
    }

    public static Authorities of(List<X509Certificate> certificates) {
        KeyStore store = emptyStore();
        try {
            for (X509Certificate each : certificates) {
                store.setCertificateEntry(Integer.toString(store.size()), each);
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a store in memory takes every certificate", e);
        }
        return new Authorities(store);
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("every JDK has PKCS12", e);
        }
    }

    public boolean isEmpty() {
        return certificates().length == 0;
    }

    public X509Certificate[] certificates() {
        return trust.getAcceptedIssuers();
    }

    /** Java's judge of what they stand behind. */
    public X509ExtendedTrustManager trust() {
        return trust;
    }

    /** @throws CertificateException if none of the authorities stands behind the first certificate */
    public void check(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        if (isEmpty()) {
            throw new CertificateException("no authority is trusted");
        }
        trust.checkClientTrusted(chain, authType, engine);
    }
}
