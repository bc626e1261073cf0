package io.tocsin.core.template.syntax;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Token.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What is known while a text is parsed, in whatever tree of it. Not thread-safe; used once. */
final class ParseState {
    /**
     * Branches and parentheses one in the other. Whoever goes through a tree does it by recursion, on a thread's stack.
     *
     * <p>Deviation D-210: Go allows 10 000 parentheses and any number of branches.
     */
    static final int NESTING_MAX = 200;

    private final String source;
    private final String text;
    private final Predicate<String> functions;
    private final Tokens tokens;
    private final Map<String, Tree> trees = new LinkedHashMap<>();
    private int nesting;

    /** @param functions whether a function of that name may be called */
    ParseState(String source, String text, Predicate<String> functions) {
        this.source = source;
        this.text = text;
        this.functions = functions;
        this.tokens = new Tokens(new Lexer(text));
    }

    Tokens tokens() {
        return tokens;
    }

    Map<String, Tree> trees() {
        return trees;
    }

    boolean isFunction(String name) {
        return functions.test(name);
    }

    /** One level deeper, until {@link #leave}. */
    void enter() throws TemplateException {
        if (nesting == NESTING_MAX) {
            throw error("max expression depth exceeded");
        }
        nesting++;
    }

    void leave() {
        nesting--;
    }

    /** A tree of only white space does not replace another one, nor is it in its way. */
    void add(String name, Node.Block root) throws TemplateException {
        Tree tree = new Tree(name, source, text, root);
        Tree known = trees.get(name);
        if (known == null || known.isEmpty()) {
            trees.put(name, tree);
        } else if (!tree.isEmpty()) {
            throw error("template: multiple definition of template " + GoQuote.quote(name));
        }
    }

    /** A problem with what was read last. */
    TemplateException error(String problem) {
        return error(problem, tokens.last());
    }

    /** A problem with {@code token}. Go's message tells the line of what was read last, and no column. */
    TemplateException error(String problem, Token token) {
        String message = "template: " + source + ":" + tokens.last().line() + ": " + problem;
        Place place = Place.of(source, text, token.offset());
        return new TemplateException(message, source, place.line(), place.column());
    }

    /**
     * @param context what the token is in
     * @param actionLine of the action that it is in; 0 if it is in none
     */
    TemplateException unexpected(Token token, String context, int actionLine) {
        if (!token.is(Kind.ERROR)) {
            return error("unexpected " + token.shown() + " in " + context, token);
        }
        String where = "";
        if (actionLine != 0 && actionLine != token.line()) {
            // The problem may end in the word already.
            String action = token.text().endsWith(" action") ? "" : " in action";
            where = action + " started at " + source + ":" + actionLine;
        }
        return error(token.text() + where, token);
    }
}
