package io.tocsin.core.tls;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificate that vouches for it. Prints its subject only.
 *
 * @param chain the certificate of the key first, then whatever else its text held; not empty
 */
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
    public CertifiedKey {
        chain = List.copyOf(chain);
        requireNonNull(key, "key");
    }

    @Override
    public String toString() {
        return "CertifiedKey of " + chain.get(0).getSubjectX500Principal();
    }
}
