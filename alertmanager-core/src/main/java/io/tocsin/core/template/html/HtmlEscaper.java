package io.tocsin.core.template.html;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Place;
import io.tocsin.core.template.syntax.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds to templates what escapes their values, each by its context in the document. Pure and thread-safe.
 *
 * <p>Takes time that grows with the templates, and bounded time for any of them; the trees are worth keeping.
 *
 * @see "Go: html/template; answers recorded from amtool 0.33.1"
 */
public final class HtmlEscaper {
    private HtmlEscaper() {}

    /**
     * The trees to execute instead of {@code trees}, by name: those that can be reached from {@code name}, and derived
     * ones, which the others call in contexts of their own. They call the functions of {@link EscaperFunctions#ALL} beside
     * those that authors may call.
     *
     * @param trees all that is defined, by name
     * @param name of the template with which execution begins; among {@code trees}
     * @throws TemplateException if the text around a value cannot be understood, or takes more than it may; in Go's words
     */
    public static Map<String, Tree> escape(Map<String, Tree> trees, String name) throws TemplateException {
        try {
            return new LinkedHashMap<>(new TreeEscaper(trees).escape(name));
        } catch (MarkupException e) {
            throw problem(e, name);
        }
    }

    private static TemplateException problem(MarkupException e, String name) {
        Tree tree = e.tree();
        Node node = e.node();
        if (tree == null || node == null) {
            return new TemplateException(message("", e, name), name, 0, -1);
        }
        Place place = Place.of(tree, node);
        String shown = e.isLocated() ? place + ": " : "";
        var detail = new TemplateException.Detail(tree.name(), "", false);
        return new TemplateException(message(shown, e, name), place.source(), place.line(), place.column(), detail);
    }

    private static String message(String place, MarkupException e, String name) {
        if (!place.isEmpty()) {
            return "html/template:" + place + e.description();
        }
        String where = e.line() > 0 ? name + ':' + e.line() : name;
        String colon = where.isEmpty() ? "" : ":";
        return "html/template" + colon + where + ": " + e.description();
    }
}
