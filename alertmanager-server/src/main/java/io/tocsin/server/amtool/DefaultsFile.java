package io.tocsin.server.amtool;

import io.tocsin.core.yaml.Problem;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file of flag defaults: a flat mapping of flag names to values. Names that are no flags of the command are ignored.
 *
 * @see "Upstream: cli/config/config.go"
 */
final class DefaultsFile {
    private static final String LEGACY_REQUIRE_COMMENT = "comment_required";

    private DefaultsFile() {}

    /**
     * The values of the first file that exists.
     *
     * @throws CommandFailure if that file cannot be read, or is no flat mapping
     */
    static Map<String, String> first(List<Path> files) throws CommandFailure {
        for (Path file : files) {
            if (Files.exists(file)) {
                return read(file);
            }
        }
        return Map.of();
    }

    private static Map<String, String> read(Path file) throws CommandFailure {
        // Deviation D-034: a key given twice is a problem; the original takes the last one.
        Problems problems = new Problems();
        Map<String, String> values = YamlDocument.read(file.toString(), text(file), problems)
                .map(root -> root.textEntries("map[string]string"))
                .orElse(Map.of());
        if (problems.hasErrors()) {
            throw new CommandFailure("could not load config file: "
                    + problems.errors().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        Map<String, String> named = new LinkedHashMap<>(values);
        String legacy = named.remove(LEGACY_REQUIRE_COMMENT);
        if (legacy != null) {
            named.putIfAbsent("require-comment", legacy);
        }
        return named;
    }

    private static String text(Path file) throws CommandFailure {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure("could not load config file: cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
