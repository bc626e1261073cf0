package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import java.util.List;
import java.util.Optional;

/**
 * What {@code templates} names.
 *
 * @param patterns joined to the folder of the configuration, in file order
 * @param files those that match, in the order in which their definitions replace one another
 */
record CompiledTemplates(List<String> patterns, List<TemplateFile> files, Templates compiled) {
    CompiledTemplates {
        patterns = List.copyOf(patterns);
        files = List.copyOf(files);
        requireNonNull(compiled, "compiled");
    }

    /** The file that errors call {@code name}: the last one of several, whose definitions count. */
    Optional<TemplateFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).reduce((first, second) -> second);
    }
}
