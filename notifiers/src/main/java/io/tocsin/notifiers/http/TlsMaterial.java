package io.tocsin.notifiers.http;

import io.tocsin.core.tls.KeyPairReader;
import io.tocsin.core.tls.KeyPairReader.UnusableException;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
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

    /** What Vert.x takes: empty where nothing is given. */
    record Options(Optional<TrustOptions> trust, Optional<KeyCertOptions> key) {}

    /** @throws CallFailedException if connections cannot be made with it */
    Options options() throws CallFailedException {
        return new Options(trust(), presentedKey());
    }

    private Optional<TrustOptions> trust() throws CallFailedException {
        if (ca == null) {
            return Optional.empty();
        }
        Authorities authorities = Authorities.of(KeyPairReader.certificates(ca));
        if (authorities.isEmpty()) {
            throw new CallFailedException("tls: unable to use the CA cert: it holds no certificate (expected: PEM)");
        }
        return Optional.of(TrustOptions.wrap(authorities.trust()));
    }

    private Optional<KeyCertOptions> presentedKey() throws CallFailedException {
        if (certificate == null || key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyCertOptions.wrap(new PresentedKey(KeyPairReader.read(certificate, key))));
        } catch (UnusableException e) {
            throw new CallFailedException("tls: unable to use the client cert and key: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "TlsMaterial";
    }
}
