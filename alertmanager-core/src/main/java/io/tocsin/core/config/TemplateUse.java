package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.YamlNode;

/**
 * A setting that is a template.
 *
 * @param node where problems of it belong: its value, or the section that it is missing from where it has a default
 * @param source the template, which may be a secret
 */
public record TemplateUse(YamlNode node, String source, Kind kind) {
    public TemplateUse {
        requireNonNull(node, "node");
        requireNonNull(source, "source");
        requireNonNull(kind, "kind");
    }

    /** Leaves out the source, which may be a secret. */
    @Override
    public String toString() {
        return "TemplateUse[" + node.path() + ", " + kind + "]";
    }

    /** What comes out of a template. */
    public enum Kind {
        TEXT,
        /** A text that is read as YAML. */
        YAML,
        /** A text that must not be shown. */
        SECRET,
        /** Values are escaped for where they stand in the page. */
        HTML
    }
}
