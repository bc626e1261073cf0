package io.tocsin.core.config;

import io.tocsin.core.config.TlsConfig.TlsVersion;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.Optional;

/**
 * Reads {@code tls_config}. Immutable.
 *
 * @see "Upstream: prometheus/common config.TLSConfig.Validate"
 */
public final class TlsConfigDecoder {
    private static final SecretChoice CA =
            new SecretChoice("ca", SecretChoice.TEXT, "at most one of ca, ca_file & ca_ref must be configured");
    private static final SecretChoice CERTIFICATE =
            new SecretChoice("cert", SecretChoice.TEXT, "at most one of cert, cert_file & cert_ref must be configured");
    private static final SecretChoice KEY =
            new SecretChoice("key", SecretChoice.SECRET, "at most one of key and key_file must be configured");

    private final ConfigFolder folder;

    TlsConfigDecoder(ConfigFolder folder) {
        this.folder = folder;
    }

    /** For settings whose files are relative to the working directory of the process. */
    public static TlsConfigDecoder ofWorkingDirectory() {
        return new TlsConfigDecoder(ConfigFolder.NONE);
    }

    TlsConfig decode(YamlMapping parent) {
        return decode(parent, "tls_config").orElse(TlsConfig.DEFAULT);
    }

    /** @return empty if the key is absent, its value null, and after a problem */
    public Optional<TlsConfig> decode(YamlMapping parent, String key) {
        return parent.mapping(key, "config.plain", this::read);
    }

    private Optional<TlsConfig> read(YamlMapping mapping) {
        Optional<SecretSource> ca = CA.decode(mapping, folder);
        Optional<SecretSource> certificate = CERTIFICATE.decode(mapping, folder);
        Optional<SecretSource> key = KEY.decode(mapping, folder);
        String serverName = mapping.text("server_name", "");
        boolean insecure = mapping.flag("insecure_skip_verify", false);
        Optional<TlsVersion> min = version(mapping, "min_version");
        Optional<TlsVersion> max = version(mapping, "max_version");
        if (!mapping.isSound()) {
            return Optional.empty();
        }
        checkPair(mapping, certificate.isPresent(), key.isPresent());
        warnOfEmptyRange(mapping, min, max);
        return Optional.of(new TlsConfig(
                ca.orElse(null), certificate.orElse(null), key.orElse(null), serverName, insecure, min, max));
    }

    private static void checkPair(YamlMapping mapping, boolean hasCertificate, boolean hasKey) {
        if (hasCertificate && !hasKey) {
            mapping.at(mapping.text("cert").isPresent() ? "cert" : "cert_file")
                    .error(
                            "a client certificate needs its key",
                            "add \"key_file\" or \"key\".",
                            Stage.VALUE,
                            "exactly one of key or key_file must be configured when a client certificate is configured");
        }
        if (hasKey && !hasCertificate) {
            mapping.at(mapping.text("key").isPresent() ? "key" : "key_file")
                    .error(
                            "a client key needs its certificate",
                            "add \"cert_file\" or \"cert\".",
                            Stage.VALUE,
                            "exactly one of cert or cert_file must be configured when a client key is configured");
        }
    }

    private static void warnOfEmptyRange(YamlMapping mapping, Optional<TlsVersion> min, Optional<TlsVersion> max) {
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            mapping.at("max_version")
                    .warning("lower than min_version, so that no connection can be made", "swap the two versions.");
        }
    }

    /** @return empty if the key is absent, its value null, and after a problem */
    public static Optional<TlsVersion> version(YamlMapping mapping, String key) {
        Optional<YamlNode> node = mapping.present(key);
        Optional<String> text = node.flatMap(YamlNode::text);
        for (TlsVersion version : TlsVersion.values()) {
            if (text.equals(Optional.of(version.name()))) {
                return Optional.of(version);
            }
        }
        text.ifPresent(unknown -> mapping.at(key)
                .error(
                        "expected TLS10, TLS11, TLS12 or TLS13, got " + GoQuote.quote(unknown),
                        "",
                        Stage.VALUE,
                        "unknown TLS version: " + unknown));
        return Optional.empty();
    }
}
