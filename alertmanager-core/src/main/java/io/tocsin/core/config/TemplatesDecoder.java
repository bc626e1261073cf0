package io.tocsin.core.config;

import io.tocsin.core.template.TemplateCompiler;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code templates}: patterns of files, relative to the folder of the configuration, and compiles what the files
 * define. Used for one file.
 *
 * @see "Upstream: template.FromGlobs, config.Coordinator"
 */
final class TemplatesDecoder {
    private static final String ORIGINAL = "failed to parse templates: ";

    /** Deviation D-254: the original has no bound. A tree takes some forty times the room of its text. */
    private static final int BYTES_MAX = 4 << 20;

    private final ConfigFolder folder;
    private final @Nullable FileSource source;
    private final TemplateCompiler compiler;
    private final List<TemplateFile> files = new ArrayList<>();
    private long bytes;

    /** @param source where the files are looked for; null to take the patterns as they are, and none of their files */
    TemplatesDecoder(ConfigFolder folder, @Nullable FileSource source, TemplateCompiler compiler) {
        this.folder = folder;
        this.source = source;
        this.compiler = compiler;
    }

    /**
     * Checked after the rest of the file, as the original does.
     *
     * @return empty after problems with the files
     */
    Optional<CompiledTemplates> decode(YamlMapping root) {
        List<String> patterns = new ArrayList<>();
        for (YamlNode element : root.elements("templates", "[]string")) {
            String pattern = folder.join(element.text().orElse(""));
            patterns.add(pattern);
            if (source != null && !element.isList() && !element.isMapping()) {
                find(element, pattern, source);
            }
        }
        return compile(root.at("templates"), patterns);
    }

    private void find(YamlNode element, String pattern, FileSource source) {
        Optional<PathGlob> glob = PathGlob.parse(pattern);
        if (glob.isEmpty()) {
            element.error(
                    "expected a pattern of files such as \"templates/*.tmpl\", got " + element.describe(),
                    "close every bracket, as in [a-z], and put a backslash only before another character.",
                    Stage.WHOLE,
                    ORIGINAL + "syntax error in pattern");
            return;
        }
        List<String> paths = source.glob(glob.get());
        if (paths.isEmpty()) {
            element.warning(
                    "no file matches " + element.describe(), "write a path that starts at the folder of this file.");
        }
        paths.forEach(path -> read(element, path, source));
    }

    private void read(YamlNode element, String path, FileSource source) {
        try {
            byte[] content = source.read(path);
            bytes += content.length;
            if (bytes > BYTES_MAX) {
                refuseSize(element, path, content.length);
                return;
            }
            String text = new String(content, StandardCharsets.UTF_8);
            files.add(new TemplateFile(path.substring(path.lastIndexOf('/') + 1), path, text));
        } catch (IOException e) {
            element.error(
                    "cannot read a template: " + e.getMessage(),
                    "let the pattern match readable files only.",
                    Stage.WHOLE,
                    ORIGINAL + e.getMessage());
        }
    }

    /** Told once: the file that is too much may be the last of many that are not. */
    private void refuseSize(YamlNode element, String path, int length) {
        if (bytes - length <= BYTES_MAX) {
            String message =
                    "template files have more than " + BYTES_MAX + " bytes together; " + path + " has " + length;
            element.error(message, "is this the right file?", Stage.WHOLE, ORIGINAL + message);
        }
    }

    private Optional<CompiledTemplates> compile(YamlNode place, List<String> patterns) {
        try {
            return Optional.of(new CompiledTemplates(patterns, files, compiler.compile(files)));
        } catch (TemplateException together) {
            List<TemplateFile> broken =
                    files.stream().filter(file -> refuse(place, file)).toList();
            if (broken.isEmpty()) {
                // What each file defines is well; only together they are not.
                place.error(TemplateWords.plain(together), "", Stage.WHOLE, ORIGINAL + together.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Whether the file is broken by itself, as nearly all are that are: so every one of them is told of at once. */
    private boolean refuse(YamlNode place, TemplateFile file) {
        try {
            compiler.compile(List.of(file));
            return false;
        } catch (TemplateException e) {
            place.problems()
                    .error(
                            TemplateWords.position(file.path(), file.text(), e),
                            "",
                            TemplateWords.plain(e),
                            hint(e),
                            new Original(Stage.WHOLE, ORIGINAL + e.getMessage()));
            return true;
        }
    }

    private String hint(TemplateException e) {
        try {
            return TemplateWords.hint(e, compiler.compile(List.of()));
        } catch (TemplateException ignored) {
            // Without files nothing can be wrong with them.
            return "";
        }
    }
}
