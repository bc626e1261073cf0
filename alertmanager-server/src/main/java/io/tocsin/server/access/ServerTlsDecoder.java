package io.tocsin.server.access;

import io.netty.handler.ssl.ClientAuth;
import io.tocsin.core.config.ConfigFolder;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.TlsConfig.TlsVersion;
import io.tocsin.core.config.TlsConfigDecoder;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.tls.CertifiedKey;
import io.tocsin.core.tls.KeyPairReader;
import io.tocsin.core.tls.KeyPairReader.UnusableException;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.notifiers.http.Authorities;
import io.tocsin.notifiers.http.PresentedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code tls_server_config} and the files that it names.
 *
 * @see "Upstream: exporter-toolkit web/tls_config.go ConfigToTLSConfig"
 */
final class ServerTlsDecoder {
    /** Any of these asks for TLS; the others only say how. */
    private static final List<String> ASKING =
            List.of("cert", "cert_file", "key", "key_file", "client_ca", "client_ca_file", "client_auth_type");

    private final FileSource files;
    private final ConfigFolder folder;
    private final boolean offersHttp2;

    ServerTlsDecoder(FileSource files, ConfigFolder folder, boolean offersHttp2) {
        this.files = files;
        this.folder = folder;
        this.offersHttp2 = offersHttp2;
    }

    /** @return empty if TLS is not asked for, and after a problem */
    Optional<ServerTls> read(YamlMapping mapping) {
        boolean isAskedFor =
                ASKING.stream().filter(key -> !mapping.text(key, "").isEmpty()).count() > 0;
        List<String> suites = cipherSuites(mapping);
        Set<String> groups = groups(mapping);
        List<String> protocols = protocols(mapping);
        Optional<List<String>> allowedNames =
                mapping.present("client_allowed_sans").map(YamlNode::texts);
        // Go ignores it, too: the order is that of what is fastest and safest.
        mapping.flag("prefer_server_cipher_suites", true);
        if (!mapping.isSound()) {
            return Optional.empty();
        }
        if (!isAskedFor) {
            warnOfNothing(mapping);
            return Optional.empty();
        }
        Optional<CertifiedKey> key = key(mapping);
        Optional<ClientTrust> clients = clients(mapping, allowedNames);
        checkHttp2(mapping, suites);
        if (key.isEmpty() || clients.isEmpty() || mapping.hasErrors()) {
            return Optional.empty();
        }
        warnOfProtocols(mapping, protocols);
        return Optional.of(new ServerTls(
                new PresentedKey(key.get()), clients.get(), protocols, CipherSuites.offered(suites), groups));
    }

    private static void warnOfNothing(YamlMapping mapping) {
        if (!mapping.self().isEmpty()) {
            mapping.self()
                    .warning(
                            "without a certificate nothing of this has an effect: connections are not encrypted",
                            "add \"cert_file\" and \"key_file\".");
        }
    }

    // --- certificate and key ---

    private Optional<CertifiedKey> key(YamlMapping mapping) {
        boolean hasCertificate = require(mapping, "cert");
        boolean hasKey = require(mapping, "key");
        if (!hasCertificate || !hasKey) {
            return Optional.empty();
        }
        Optional<String> certificate = text(mapping, "cert", "failed to read cert_file (%s): ");
        Optional<String> key = text(mapping, "key", "failed to read key_file (%s): ");
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyPairReader.read(certificate.get(), key.get()));
        } catch (UnusableException e) {
            mapping.at(keyOf(mapping, e.isAboutKey() ? "key" : "cert"))
                    .error(
                            String.valueOf(e.getMessage()),
                            KeyPairReader.EXPECTED,
                            Stage.WHOLE,
                            "failed to load X509KeyPair: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean require(YamlMapping mapping, String key) {
        boolean isGiven =
                mapping.text(key).isPresent() || mapping.text(key + "_file").isPresent();
        if (!isGiven) {
            mapping.self()
                    .error(
                            "TLS needs \"" + key + "_file\" or \"" + key + "\"",
                            "add \"" + key + "_file\".",
                            Stage.WHOLE,
                            "missing one of " + key + " or " + key + "_file");
        }
        return isGiven;
    }

    /** Of the two ways to give a text, the file counts. */
    private static String keyOf(YamlMapping mapping, String key) {
        return mapping.text(key + "_file").isPresent() ? key + "_file" : key;
    }

    /** @param failure before what the original says of a file that cannot be read; the path in the place of %s */
    private Optional<String> text(YamlMapping mapping, String key, String failure) {
        Optional<String> file = mapping.text(key + "_file");
        if (file.isEmpty()) {
            return mapping.text(key);
        }
        String path = folder.join(file.get());
        try {
            return Optional.of(new String(files.read(path), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            mapping.at(key + "_file")
                    .error(
                            String.valueOf(e.getMessage()),
                            "paths are relative to the folder of this file.",
                            Stage.WHOLE,
                            failure.replace("%s", path) + e.getMessage());
            return Optional.empty();
        }
    }

    // --- clients ---

    private Optional<ClientTrust> clients(YamlMapping mapping, Optional<List<String>> allowedNames) {
        boolean hasAuthorities = mapping.text("client_ca").isPresent()
                || mapping.text("client_ca_file").isPresent();
        Optional<String> authorities = text(mapping, "client_ca", "");
        String typeText = mapping.text("client_auth_type", "");
        Optional<ClientAuthType> type =
                typeText.isEmpty() ? Optional.of(ClientAuthType.NO_CLIENT_CERT) : ClientAuthType.of(typeText);
        if (type.isEmpty()) {
            refuseType(mapping, typeText);
            return Optional.empty();
        }
        if (hasAuthorities && type.get() == ClientAuthType.NO_CLIENT_CERT) {
            mapping.at(keyOf(mapping, "client_ca"))
                    .error(
                            "authorities are given, but clients are not asked for certificates",
                            "add \"client_auth_type: RequireAndVerifyClientCert\".",
                            Stage.WHOLE,
                            "client CA's have been configured without a Client Auth Policy");
        }
        if (hasAuthorities && authorities.isEmpty()) {
            return Optional.empty();
        }
        warnOfNames(mapping, type.get(), allowedNames);
        return Optional.of(new ClientTrust(type.get(), authorities(mapping, type.get(), authorities), allowedNames));
    }

    private static void refuseType(YamlMapping mapping, String type) {
        mapping.at("client_auth_type")
                .error(
                        "expected one of "
                                + Arrays.stream(ClientAuthType.values())
                                        .map(ClientAuthType::key)
                                        .collect(Collectors.joining(", "))
                                + ", got " + GoQuote.quote(type),
                        "",
                        Stage.WHOLE,
                        "invalid ClientAuth: " + type);
    }

    private static Authorities authorities(YamlMapping mapping, ClientAuthType type, Optional<String> text) {
        if (text.isEmpty()) {
            return type.isVerifying() ? Authorities.ofPlatform() : Authorities.of(List.of());
        }
        Authorities authorities = Authorities.of(KeyPairReader.certificates(text.get()));
        if (authorities.isEmpty()) {
            mapping.at(keyOf(mapping, "client_ca"))
                    .warning(
                            type.isVerifying()
                                    ? "there is no certificate in it, so that no client's can be verified"
                                    : "there is no certificate in it",
                            "expected PEM with the certificates of authorities.");
        }
        return authorities;
    }

    private static void warnOfNames(YamlMapping mapping, ClientAuthType type, Optional<List<String>> allowedNames) {
        if (allowedNames.isPresent() && type == ClientAuthType.NO_CLIENT_CERT) {
            mapping.at("client_allowed_sans")
                    .warning(
                            "clients are not asked for certificates, so that this has no effect",
                            "add \"client_auth_type: RequireAndVerifyClientCert\".");
        } else if (allowedNames.isPresent() && type.demand() == ClientAuth.OPTIONAL) {
            mapping.at("client_allowed_sans")
                    .warning(
                            "clients without a certificate are refused, whatever \"client_auth_type\" says",
                            "write \"client_auth_type: RequireAndVerifyClientCert\".");
        }
    }

    // --- protocol ---

    private static List<String> cipherSuites(YamlMapping mapping) {
        List<String> chosen = new ArrayList<>();
        for (YamlNode element : mapping.elements("cipher_suites", "[]web.Cipher")) {
            String name = element.text().orElse("");
            chosen.add(name);
            if (!element.isNull() && !CipherSuites.isKnown(name)) {
                element.error(
                        "unknown cipher suite " + GoQuote.quote(name),
                        "known: " + String.join(", ", CipherSuites.known()) + ".",
                        Stage.VALUE,
                        "unknown cipher: " + name);
            }
        }
        return chosen;
    }

    private static Set<String> groups(YamlMapping mapping) {
        Set<String> chosen = new LinkedHashSet<>();
        for (YamlNode element : mapping.elements("curve_preferences", "[]web.Curve")) {
            String name = element.text().orElse("");
            Optional<NamedGroup> group = NamedGroup.of(name);
            group.ifPresent(known -> chosen.add(known.standardName()));
            if (!element.isNull() && group.isEmpty()) {
                element.error(
                        "expected CurveP256, CurveP384, CurveP521 or X25519, got " + GoQuote.quote(name),
                        "",
                        Stage.VALUE,
                        "unknown curve: " + name);
            }
        }
        return chosen;
    }

    private static List<String> protocols(YamlMapping mapping) {
        TlsVersion min = TlsConfigDecoder.version(mapping, "min_version").orElse(TlsVersion.TLS12);
        TlsVersion max = TlsConfigDecoder.version(mapping, "max_version").orElse(TlsVersion.TLS13);
        return Stream.of(TlsVersion.values())
                .filter(version -> version.compareTo(min) >= 0 && version.compareTo(max) <= 0)
                .map(TlsVersion::protocol)
                .toList();
    }

    /** Deviation D-113: Java does not speak TLS 1.1 and older unless it is told to. */
    private static void warnOfProtocols(YamlMapping mapping, List<String> protocols) {
        List<String> spoken = protocols.stream().filter(JavaTls::speaks).toList();
        if (protocols.isEmpty()) {
            mapping.at("max_version")
                    .warning("lower than the lowest version, so that no connection can be made", "raise it.");
        } else if (spoken.size() < protocols.size()) {
            mapping.at(spoken.isEmpty() ? "max_version" : "min_version")
                    .warning(
                            "Java does not speak TLS 1.1 and older"
                                    + (spoken.isEmpty() ? ", so that no connection can be made" : ""),
                            "keep to TLS12 and TLS13, or change jdk.tls.disabledAlgorithms of this Java.");
        }
    }

    private void checkHttp2(YamlMapping mapping, List<String> suites) {
        boolean mayBeOlder =
                TlsConfigDecoder.version(mapping, "min_version").orElse(TlsVersion.TLS12) != TlsVersion.TLS13;
        if (offersHttp2 && mayBeOlder && !suites.isEmpty() && !CipherSuites.suitHttp2(suites)) {
            mapping.at("cipher_suites")
                    .error(
                            "HTTP/2 needs TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or"
                                    + " TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                            "add one of them, or turn HTTP/2 off: \"http_server_config: {http2: false}\".",
                            Stage.WHOLE,
                            "http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher"
                                    + " (need at least one of TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or"
                                    + " TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)");
        }
    }
}
