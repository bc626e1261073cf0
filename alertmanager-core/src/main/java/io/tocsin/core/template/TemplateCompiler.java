package io.tocsin.core.template;

import java.util.List;

/** Compiles the template files of a configuration, behind the built-in templates. Thread-safe. */
@FunctionalInterface
public interface TemplateCompiler {
    /**
     * @param files in the order in which they are read: a later definition of a name replaces an earlier one
     * @throws TemplateException if one of them is no template; its {@link TemplateException#template} is the file's name
     */
    Templates compile(List<TemplateFile> files) throws TemplateException;
}
