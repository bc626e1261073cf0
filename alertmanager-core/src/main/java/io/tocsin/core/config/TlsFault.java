package io.tocsin.core.config;

import io.tocsin.core.config.SecretSource.Inline;
import io.tocsin.core.tls.KeyPairReader;
import io.tocsin.core.tls.KeyPairReader.UnusableException;
import java.util.Optional;

/**
 * Why no connection can be made with a {@code tls_config}. Shows nothing of what stands in it.
 *
 * @param key the key at fault
 * @param hint one concrete fix
 * @param original what the original says when it prepares connections
 * @param isError whether the configuration is refused where the section is in use
 * @see "Upstream: prometheus/common config.NewTLSConfig; observed with 0.33.1"
 */
record TlsFault(String key, String message, String hint, String original, boolean isError) {

    /** Looks at what stands in the configuration itself: files may be replaced at any time. */
    static Optional<TlsFault> of(TlsConfig tls) {
        return versions(tls).or(() -> authorities(tls)).or(() -> pair(tls));
    }

    private static Optional<TlsFault> versions(TlsConfig tls) {
        boolean isEmptyRange = tls.minVersion().isPresent()
                && tls.maxVersion().isPresent()
                && tls.minVersion().get().compareTo(tls.maxVersion().get()) > 0;
        return isEmptyRange
                ? Optional.of(new TlsFault(
                        "max_version",
                        "lower than min_version, so that no connection can be made",
                        "swap the two versions.",
                        "tls_config.max_version must be greater than or equal to tls_config.min_version if both are"
                                + " specified",
                        true))
                : Optional.empty();
    }

    private static Optional<TlsFault> authorities(TlsConfig tls) {
        boolean isUnusable = tls.ca() instanceof Inline ca
                && KeyPairReader.certificates(ca.secret().reveal()).isEmpty();
        return isUnusable
                ? Optional.of(new TlsFault(
                        "ca",
                        "holds no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE-----",
                        "write the authorities' certificates under \"ca: |\", or name their file with \"ca_file\".",
                        "unable to use specified CA cert inline",
                        true))
                : Optional.empty();
    }

    private static Optional<TlsFault> pair(TlsConfig tls) {
        if (!(tls.certificate() instanceof Inline certificate) || !(tls.key() instanceof Inline key)) {
            return Optional.empty();
        }
        try {
            KeyPairReader.read(certificate.secret().reveal(), key.secret().reveal());
            return Optional.empty();
        } catch (UnusableException e) {
            return Optional.of(new TlsFault(
                    e.isAboutKey() ? "key" : "cert",
                    String.valueOf(e.getMessage()),
                    KeyPairReader.EXPECTED,
                    "unable to use specified client cert (inline) & key (inline): " + e.getMessage(),
                    // Deviation D-203: what the status shows can be looked at as a configuration.
                    !key.secret().reveal().equals(Secret.MASK)));
        }
    }
}
