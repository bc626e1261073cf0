package io.tocsin.core.template;

import static java.util.Objects.requireNonNull;

/**
 * A file of template definitions.
 *
 * @param name as errors name it: the file's name without its folder
 * @param path where it is, for messages
 */
public record TemplateFile(String name, String path, String text) {
    public TemplateFile {
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        requireNonNull(text, "text");
    }
}
