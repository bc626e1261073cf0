package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's {@code tls_config}. Files are read again for new connections, so that certificates rotate without a
 * reload.
 *
 * @param ca PEM of the certificates to trust; null for the platform's
 * @param certificate PEM of the client certificate; null for none
 * @param key PEM of its private key; present exactly when {@code certificate} is
 * @param serverName name to send and to verify instead of the URL's host; empty for the URL's host
 * @param insecureSkipVerify accept any certificate
 */
public record TlsConfig(
        @Nullable SecretSource ca,
        @Nullable SecretSource certificate,
        @Nullable SecretSource key,
        String serverName,
        boolean insecureSkipVerify,
        Optional<TlsVersion> minVersion,
        Optional<TlsVersion> maxVersion) {

    public static final TlsConfig DEFAULT =
            new TlsConfig(null, null, null, "", false, Optional.empty(), Optional.empty());

    public TlsConfig {
        requireNonNull(serverName, "serverName");
        requireNonNull(minVersion, "minVersion");
        requireNonNull(maxVersion, "maxVersion");
    }

    /** Protocol versions under the names that the configuration gives them. */
    public enum TlsVersion {
        TLS10("TLSv1"),
        TLS11("TLSv1.1"),
        TLS12("TLSv1.2"),
        TLS13("TLSv1.3");

        private final String protocol;

        TlsVersion(String protocol) {
            this.protocol = protocol;
        }

        /** The name that Java's TLS uses. */
        public String protocol() {
            return protocol;
        }
    }
}
