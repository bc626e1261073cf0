package io.tocsin.evaluator.config;

import io.tocsin.core.config.ConfigFolder;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code file_sd_configs}.
 *
 * @see "Upstream: discovery/file SDConfig"
 */
final class FileDiscoveryDecoder {
    private static final Pattern PATH = Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");
    private static final Duration REFRESH_DEFAULT = Duration.ofMinutes(5);

    private FileDiscoveryDecoder() {}

    static Optional<FileDiscoveryConfig> read(YamlMapping mapping, ConfigFolder folder) {
        List<String> patterns = new ArrayList<>();
        List<YamlNode> elements = mapping.elements("files", "[]string");
        for (YamlNode element : elements) {
            String path = element.text().orElse("");
            if (!PATH.matcher(path).matches() || PathGlob.parse(path).isEmpty()) {
                refuse(element, path);
            }
            patterns.add(folder.join(path));
        }
        if (elements.isEmpty() && !mapping.hasErrors() && !mapping.isMisspelt("files")) {
            mapping.at("files")
                    .error(
                            "expected at least one file",
                            "name files as in \"targets/*.yml\".",
                            Stage.VALUE,
                            "file service discovery config must contain at least one path name");
        }
        Duration refresh = mapping.get("refresh_interval").isPresent()
                ? GlobalDecoder.duration(mapping, "refresh_interval")
                : REFRESH_DEFAULT;
        return Optional.of(new FileDiscoveryConfig(patterns, refresh));
    }

    private static void refuse(YamlNode element, String path) {
        if (element.isList() || element.isMapping()) {
            return;
        }
        element.error(
                "expected a file that ends with .json, .yml or .yaml, got " + element.describe(),
                "a \"*\" may stand in the name of the file, not in that of a folder.",
                Stage.VALUE,
                "path name " + GoQuote.quote(path) + " is not valid for file discovery");
    }
}
