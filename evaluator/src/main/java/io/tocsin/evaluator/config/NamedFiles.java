package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The files that a file names by patterns. Immutable; as thread-safe as the source. */
public record NamedFiles(FileSource source) {
    public NamedFiles {
        requireNonNull(source, "source");
    }

    /**
     * Reads the files that a pattern finds, each once.
     *
     * @param element that holds the pattern: problems with finding and opening files are put there
     * @param pattern joined to the folder that it starts from; an empty one finds nothing
     * @param found by path; files that are there already are not read again
     * @param reader makes something of path and text; empty after problems
     */
    public <T> void find(
            YamlNode element, String pattern, Map<String, T> found, BiFunction<String, String, Optional<T>> reader) {
        if (pattern.isEmpty()) {
            return;
        }
        Optional<PathGlob> glob = PathGlob.parse(pattern);
        if (glob.isEmpty()) {
            element.error(
                    "expected a pattern of files such as \"rules/*.yml\", got " + element.describe(),
                    "close every bracket, as in [a-z], and put a backslash only before another character.",
                    Stage.WHOLE,
                    "syntax error in pattern");
            return;
        }
        List<String> paths = source.glob(glob.get());
        if (paths.isEmpty()) {
            element.warning(
                    "no file matches " + element.describe(), "write a path that starts at the folder of this file.");
        }
        for (String path : paths) {
            if (!found.containsKey(path)) {
                textOf(element, path)
                        .flatMap(text -> reader.apply(path, text))
                        .ifPresent(content -> found.put(path, content));
            }
        }
    }

    private Optional<String> textOf(YamlNode element, String path) {
        try {
            return Optional.of(new String(source.read(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            element.error(
                    "cannot read " + path + ": " + e.getMessage(),
                    "let the pattern match readable files only.",
                    Stage.WHOLE,
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
