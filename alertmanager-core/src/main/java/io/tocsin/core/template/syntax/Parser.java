package io.tocsin.core.template.syntax;

import io.tocsin.core.template.TemplateException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads Go's template language. Errors are in Go's words; its bounds are {@link ParseState#NESTING_MAX} and that of
 * numbers.
 *
 * @see "Go: text/template/parse"
 */
public final class Parser {
    private Parser() {}

    /**
     * The trees of {@code text}: its own under {@code name}, and those that it defines.
     *
     * @param name what errors call it; empty for the text of a setting
     * @param functions whether a function of that name may be called
     */
    public static Map<String, Tree> parse(String name, String text, Predicate<String> functions)
            throws TemplateException {
        ParseState state = new ParseState(name, text, functions);
        new TreeParser(state).file(name);
        return state.trees();
    }
}
