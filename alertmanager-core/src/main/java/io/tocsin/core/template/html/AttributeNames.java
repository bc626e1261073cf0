package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.Attribute;
import io.tocsin.core.template.html.Context.Element;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the names of attributes say about their values.
 *
 * @see "Recorded from amtool 0.33.1, for the attributes of HTML and some that only look so"
 */
final class AttributeNames {
    private static final String CUSTOM = "data-";
    private static final String NAMESPACES = "xmlns";

    private static final Set<String> URLS = Set.of(
            "action",
            "archive",
            "background",
            "cite",
            "classid",
            "codebase",
            "data",
            "formaction",
            "href",
            "icon",
            "longdesc",
            "manifest",
            "poster",
            "profile",
            "usemap",
            NAMESPACES);

    /** Parts of names that are taken for those of URLs, so that {@code data-tweet-url} is one. */
    private static final List<String> URL_HINTS = List.of("src", "uri", "url");

    /** Have a hint of a URL, and are none. */
    private static final Set<String> NO_URLS = Set.of("srcdoc", "srclang");

    /** Have plain values, but decide what others mean, so that no template may make them up. */
    private static final Set<String> DECISIVE = Set.of(
            "async",
            "challenge",
            "charset",
            "content",
            "crossorigin",
            "defer",
            "enctype",
            "form",
            "formenctype",
            "formmethod",
            "formnovalidate",
            "keytype",
            "language",
            "method",
            "novalidate",
            "pattern",
            "rel",
            "sandbox",
            "srcdoc",
            "type",
            "value");

    private AttributeNames() {}

    /** The kind of the attribute {@code name} in a tag of {@code element}. */
    static Attribute kind(String name, Element element) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (element == Element.SCRIPT && lower.equals("type")) {
            return Attribute.SCRIPT_TYPE;
        }
        if (element == Element.META && lower.equals("content")) {
            return Attribute.META_CONTENT;
        }
        return kind(lower);
    }

    /** Whether a template may make up an attribute of that name. */
    static boolean isHarmless(String lower) {
        return kind(lower) == Attribute.NONE && !DECISIVE.contains(lower);
    }

    private static Attribute kind(String lower) {
        String name = lower;
        if (lower.startsWith(CUSTOM)) {
            name = lower.substring(CUSTOM.length());
        } else if (lower.indexOf(':') >= 0) {
            name = lower.substring(lower.indexOf(':') + 1);
            if (lower.startsWith(NAMESPACES + ":")) {
                return Attribute.URL;
            }
        }
        return switch (name) {
            case "style" -> Attribute.STYLE;
            case "srcset" -> Attribute.SRCSET;
            default -> kindByPart(name);
        };
    }

    private static Attribute kindByPart(String name) {
        if (URLS.contains(name)) {
            return Attribute.URL;
        }
        if (name.startsWith("on")) {
            return Attribute.SCRIPT;
        }
        boolean hasHint = URL_HINTS.stream().anyMatch(name::contains);
        return hasHint && !NO_URLS.contains(name) ? Attribute.URL : Attribute.NONE;
    }
}
