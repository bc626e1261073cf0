package io.tocsin.core.template.defaults;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.TemplateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The templates that integrations use where the configuration names no others, and that templates of users call. They
 * are resources of the class path, beside this class.
 */
public final class BuiltInTemplates {
    private static final List<TemplateFile> FILES = List.of(read("default.tmpl"), read("email.tmpl"));

    private BuiltInTemplates() {}

    /** In the order in which they are defined; files of the configuration come behind them. */
    public static List<TemplateFile> files() {
        return FILES;
    }

    private static TemplateFile read(String name) {
        try (InputStream resource = BuiltInTemplates.class.getResourceAsStream(name)) {
            byte[] text = requireNonNull(resource, name).readAllBytes();
            return new TemplateFile(name, "built-in " + name, new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
