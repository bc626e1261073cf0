package io.tocsin.notifiers.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and the key that connections are made with, as read at one moment. Two equal ones may share
 * connections. Immutable.
 *
 * @param ca PEM; null for the platform's
 * @param certificate PEM; null for none
 * @param key PEM; present exactly when {@code certificate} is
 */
record TlsMaterial(
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (RSA |EC )?PRIVATE KEY-----[A-Za-z0-9+/=\\s]+-----END (RSA |EC )?PRIVATE KEY-----");

    /** @throws CallFailedException if connections cannot be made with it */
    void check() throws CallFailedException {
        if (ca != null && !holdsCertificates(ca)) {
            throw unusable("CA cert");
        }
        boolean isClientUsable = certificate == null
                || (holdsCertificates(certificate)
                        && key != null
                        && KEY.matcher(key).find());
        if (!isClientUsable) {
            throw unusable("client cert and key");
        }
    }

    private static CallFailedException unusable(String what) {
        return new CallFailedException("tls: unable to use the " + what + " (expected: PEM)");
    }

    private static boolean holdsCertificates(String pem) {
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(bytes)
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "TlsMaterial";
    }
}
