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
        return new Options(
                authorities().map(authorities -> TrustOptions.wrap(authorities.trust())),
                presentedKey().map(KeyCertOptions::wrap));
    }

    /** Whom to trust; empty for those that the platform trusts. */
    Optional<Authorities> authorities() throws CallFailedException {
        if (ca == null) {
            return Optional.empty();
        }
        Authorities authorities = Authorities.of(KeyPairReader.certificates(ca));
        if (authorities.isEmpty()) {
            throw new CallFailedException("tls: unable to use the CA cert: it holds no certificate (expected: PEM)");
        }
        return Optional.of(authorities);
    }

    /** What to present when the server asks. */
    Optional<PresentedKey> presentedKey() throws CallFailedException {
        if (certificate == null || key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PresentedKey(KeyPairReader.read(certificate, key)));
        } catch (UnusableException e) {
            throw new CallFailedException("tls: unable to use the client cert and key: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "TlsMaterial";
    }
}
