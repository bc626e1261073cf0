package io.tocsin.core.config;

import io.tocsin.core.config.TlsConfig.TlsVersion;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.Optional;
import java.util.function.BiConsumer;

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
    private final BiConsumer<TlsConfig, YamlMapping> check;

    /** Warns of settings that no connection can be made with. */
    TlsConfigDecoder(ConfigFolder folder) {
        this(folder, TlsSections::warnNow);
    }

    /** @param check told of each {@code tls_config} that is read without errors, and of its place */
    TlsConfigDecoder(ConfigFolder folder, BiConsumer<TlsConfig, YamlMapping> check) {
        this.folder = folder;
        this.check = check;
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
        TlsConfig tls = new TlsConfig(
                ca.orElse(null), certificate.orElse(null), key.orElse(null), serverName, insecure, min, max);
        check.accept(tls, mapping);
        return Optional.of(tls);
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
