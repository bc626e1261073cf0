package io.tocsin.core.template.html;

import io.tocsin.core.template.value.GoType;

/**
 * Types of text that its author vouches for: it passes where its type fits the context, without escaping.
 *
 * @see "Go: html/template, typed strings"
 */
public final class SafeTypes {
    /** A fragment of a document; what {@code safeHtml} makes. */
    public static final GoType HTML = text("template.HTML");

    /** An attribute with its value: {@code dir="ltr"}. */
    public static final GoType HTML_ATTRIBUTE = text("template.HTMLAttr");

    public static final GoType CSS = text("template.CSS");

    /** A JavaScript expression. */
    public static final GoType SCRIPT = text("template.JS");

    /** What stands between the quotes of a JavaScript string. */
    public static final GoType SCRIPT_STRING = text("template.JSStr");

    /** What {@code safeUrl} makes. */
    public static final GoType URL = text("template.URL");

    public static final GoType SRCSET = text("template.Srcset");

    private SafeTypes() {}

    private static GoType text(String name) {
        return new GoType.Builder(name, GoType.Kind.STRING).build();
    }
}
