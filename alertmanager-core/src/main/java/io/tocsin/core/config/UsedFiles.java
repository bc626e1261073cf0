package io.tocsin.core.config;

import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.config.SecretSource.FromFile;
import io.tocsin.core.config.SecretSource.Inline;
import io.tocsin.core.tls.KeyPairReader;
import io.tocsin.core.tls.KeyPairReader.UnusableException;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the files that requests need can be read now, and whether connections can be made with those of
 * {@code tls_config}. What it finds is a warning: files are read again for each request or connection, and may be there by
 * then. Used for one file of a configuration.
 */
public final class UsedFiles {
    /** Keys whose values are paths of files. */
    private static final Pattern KEY = Pattern.compile(".*(_file|\\.files\\[\\d+])");

    private final FileSource files;
    private final ConfigFolder folder;
    private final YamlMapping root;
    private final String requests;
    private final Set<TlsConfig> checked = new HashSet<>();

    /** What each file holds; empty of those that could not be read. */
    private final Map<String, Optional<String>> texts = new HashMap<>();

    /**
     * @param folder what some paths are relative to
     * @param root the whole file, to find the places of paths in
     * @param requests what fails without a file: {@code notification}
     */
    public UsedFiles(FileSource files, ConfigFolder folder, YamlMapping root, String requests) {
        this.files = files;
        this.folder = folder;
        this.root = root;
        this.requests = requests;
    }

    /** @param section where the integration stands in the file */
    void check(ConfiguredIntegration integration, YamlNode section) {
        IntegrationConfig config = integration.config();
        if (config instanceof HttpIntegrationConfig http) {
            http.http().files().forEach(path -> read(path, section));
        }
        config.files().forEach(path -> read(path, section));
        config.tlsSections().forEach(tls -> check(tls, section));
    }

    /** @param section of which the settings are a part */
    public void check(HttpConfig http, YamlNode section) {
        http.files().forEach(path -> read(path, section));
        http.tlsSections().forEach(tls -> check(tls, section));
    }

    private Optional<String> read(String path, YamlNode section) {
        return texts.computeIfAbsent(path, file -> readOnce(file, section));
    }

    /** What the file holds; empty after a warning, and where reading might wait. */
    private Optional<String> readOnce(String path, YamlNode section) {
        try {
            return files.isPipe(path)
                    ? Optional.empty()
                    : Optional.of(new String(files.read(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            warn(path, section, "cannot be read now: " + e.getMessage(), "until it can, every " + requests + " fails.");
            return Optional.empty();
        }
    }

    private void check(TlsConfig tls, YamlNode section) {
        if (checked.add(tls)) {
            checkAuthorities(tls.ca(), section);
            checkPair(tls.certificate(), tls.key(), section);
        }
    }

    private void checkAuthorities(@Nullable SecretSource ca, YamlNode section) {
        if (ca instanceof FromFile file
                && read(file.path(), section)
                        .filter(text -> KeyPairReader.certificates(text).isEmpty())
                        .isPresent()) {
            warn(
                    file.path(),
                    section,
                    "the file holds no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE-----",
                    "name the file with the authorities' certificates.");
        }
    }

    private void checkPair(@Nullable SecretSource certificate, @Nullable SecretSource key, YamlNode section) {
        Optional<String> certificateText = text(certificate, section);
        Optional<String> keyText = text(key, section);
        Optional<String> path = path(certificate).or(() -> path(key));
        if (path.isEmpty() || certificateText.isEmpty() || keyText.isEmpty()) {
            return;
        }
        try {
            KeyPairReader.read(certificateText.get(), keyText.get());
        } catch (UnusableException e) {
            String place = e.isAboutKey() ? path(key).orElse(path.get()) : path.get();
            warn(place, section, "no connection can be made with it now: " + e.getMessage(), KeyPairReader.EXPECTED);
        }
    }

    private Optional<String> text(@Nullable SecretSource source, YamlNode section) {
        return source instanceof Inline inline
                ? Optional.of(inline.secret().reveal())
                : path(source).flatMap(path -> read(path, section));
    }

    private static Optional<String> path(@Nullable SecretSource source) {
        return source instanceof FromFile file ? Optional.of(file.path()) : Optional.empty();
    }

    private void warn(String path, YamlNode section, String message, String hint) {
        List<YamlNode> sections =
                root.present("global").map(global -> List.of(section, global)).orElse(List.of(section));
        sections.stream()
                .flatMap(each -> each.firstText(text -> isPath(text, path)).stream())
                .findFirst()
                .orElse(section)
                .warning(message, hint);
    }

    private boolean isPath(YamlNode text, String path) {
        return KEY.matcher(text.path()).matches()
                && text.text()
                        .filter(given ->
                                given.equals(path) || folder.join(given).equals(path))
                        .isPresent();
    }
}
