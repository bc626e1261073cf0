package io.tocsin.notifiers.contract;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import java.time.ZoneOffset;
import java.util.List;

/** Templates as the server has them, for tests. */
public final class RealTemplates {
    private RealTemplates() {}

    /** The built-in ones. */
    public static Templates builtIn() {
        return with("");
    }

    /** The built-in ones, and what {@code definitions} defines. */
    public static Templates with(String definitions) {
        try {
            return new AlertmanagerTemplates(ZoneOffset.UTC)
                    .compile(List.of(new TemplateFile("own.tmpl", "own.tmpl", definitions)));
        } catch (TemplateException e) {
            throw new AssertionError(e);
        }
    }
}
