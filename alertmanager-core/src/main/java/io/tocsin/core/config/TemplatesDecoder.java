package io.tocsin.core.config;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code templates}: patterns of files, relative to the folder of the configuration.
 *
 * @param files where the files are looked for; null to take the patterns as they are
 * @see "Upstream: template.FromGlobs, config.Coordinator"
 */
record TemplatesDecoder(ConfigFolder folder, @Nullable FileSource files) {
    private static final String ORIGINAL = "failed to parse templates: ";

    /** Checked after the rest of the file, as the original does. */
    List<String> decode(YamlMapping root) {
        List<String> patterns = new ArrayList<>();
        for (YamlNode element : root.elements("templates", "[]string")) {
            String pattern = folder.join(element.text().orElse(""));
            patterns.add(pattern);
            if (files != null && !element.isList() && !element.isMapping()) {
                check(element, pattern, files);
            }
        }
        return List.copyOf(patterns);
    }

    private static void check(YamlNode element, String pattern, FileSource files) {
        Optional<PathGlob> glob = PathGlob.parse(pattern);
        if (glob.isEmpty()) {
            element.error(
                    "expected a pattern of files such as \"templates/*.tmpl\", got " + element.describe(),
                    "close every bracket, as in [a-z], and put a backslash only before another character.",
                    Stage.WHOLE,
                    ORIGINAL + "syntax error in pattern");
            return;
        }
        List<String> paths = files.glob(glob.get());
        if (paths.isEmpty()) {
            element.warning(
                    "no file matches " + element.describe(), "write a path that starts at the folder of this file.");
            return;
        }
        paths.forEach(path -> read(element, path, files));
        element.warning(
                "templates have no effect yet; files that match: " + paths.size(),
                "docs/compatibility.md says what works today.");
    }

    private static void read(YamlNode element, String path, FileSource files) {
        try {
            files.read(path);
        } catch (IOException e) {
            element.error(
                    "cannot read a template: " + e.getMessage(),
                    "let the pattern match readable files only.",
                    Stage.WHOLE,
                    ORIGINAL + e.getMessage());
        }
    }
}
