package io.tocsin.core.label;

import static io.tocsin.core.label.MatcherToken.Kind.CLOSE_BRACE;
import static io.tocsin.core.label.MatcherToken.Kind.COMMA;
import static io.tocsin.core.label.MatcherToken.Kind.END;
import static io.tocsin.core.label.MatcherToken.Kind.OPEN_BRACE;

import java.util.ArrayList;
import java.util.List;

/**
 * The matcher grammar with UTF-8 label names: <code>[{] [matcher {, matcher} [,]] [}]</code> with braces that balance,
 * where a matcher is a name, an operator and a value, name and value being quoted or free of reserved characters.
 *
 * <p>Errors carry the columns of the token at fault, in code points from 0.
 *
 * @see "Upstream: matcher/parse, v0.34.0"
 */
final class Utf8MatcherGrammar {
    private final MatcherLexer lexer;
    private final List<Matcher> matchers = new ArrayList<>();

    private Utf8MatcherGrammar(String text) {
        lexer = new MatcherLexer(text);
    }

    static List<Matcher> parseList(String text) {
        return new Utf8MatcherGrammar(text).list();
    }

    static Matcher parseOne(String text) {
        List<Matcher> matchers = parseList(text);
        if (matchers.isEmpty()) {
            throw new MatcherSyntaxException("no matchers");
        }
        if (matchers.size() > 1) {
            throw new MatcherSyntaxException("expected 1 matcher, found " + matchers.size());
        }
        return matchers.get(0);
    }

    private List<Matcher> list() {
        boolean isBraced = lexer.peek(Expectation.NONE).kind() == OPEN_BRACE;
        if (isBraced) {
            lexer.next(Expectation.NONE);
        }
        MatcherToken token = lexer.peek(Expectation.NONE);
        while (token.kind() != END && token.kind() != CLOSE_BRACE) {
            matchers.add(matcher());
            token = separator();
        }
        end(isBraced);
        return matchers;
    }

    /** Steps over a comma, if one is there, and returns what stands behind the matcher, not yet consumed. */
    private MatcherToken separator() {
        MatcherToken token = lexer.peek(Expectation.SEPARATOR);
        if (token.kind() == END || token.kind() == CLOSE_BRACE) {
            return token;
        }
        if (token.kind() != COMMA) {
            throw unexpected(token, Expectation.SEPARATOR);
        }
        lexer.next(Expectation.SEPARATOR);
        MatcherToken after = lexer.peek(Expectation.AFTER_COMMA);
        if (after.isText() || after.kind() == END || after.kind() == CLOSE_BRACE) {
            return after;
        }
        throw unexpected(after, Expectation.AFTER_COMMA);
    }

    private void end(boolean isBraced) {
        MatcherToken token = lexer.next(Expectation.NONE);
        if (isBraced && token.kind() != CLOSE_BRACE) {
            throw wholeText(token, "end of input", Expectation.CLOSE);
        }
        if (!isBraced && token.kind() == CLOSE_BRACE) {
            throw wholeText(token, "}", Expectation.OPEN);
        }
        MatcherToken rest = isBraced ? lexer.next(Expectation.END) : token;
        if (rest.kind() != END) {
            throw rest.error(rest.text(), Expectation.END);
        }
    }

    private Matcher matcher() {
        String name = text(Expectation.NAME);
        MatcherToken operator = next(Expectation.OPERATOR);
        MatchType type = operator.operator().orElseThrow(() -> unexpected(operator, Expectation.OPERATOR));
        String value = text(Expectation.VALUE);
        try {
            return Matcher.of(type, name, value);
        } catch (LabelPattern.InvalidPatternException e) {
            throw MatcherSyntaxException.ofPattern(value, lexer.last(), e);
        }
    }

    private static MatcherSyntaxException wholeText(MatcherToken last, String found, Expectation expectation) {
        return new MatcherSyntaxException(
                "0:" + last.end() + ": " + found + expectation.suffix(), 0, last.end(), expectation.hint());
    }

    private String text(Expectation expectation) {
        MatcherToken token = next(expectation);
        if (!token.isText()) {
            throw unexpected(token, expectation);
        }
        return token.value();
    }

    private MatcherToken next(Expectation expectation) {
        MatcherToken token = lexer.next(expectation);
        if (token.kind() == END) {
            throw new MatcherSyntaxException(
                    "end of input" + expectation.suffix(), token.start(), token.end(), expectation.hint());
        }
        return token;
    }

    private static MatcherSyntaxException unexpected(MatcherToken token, Expectation expectation) {
        return token.error("unexpected " + token.text(), expectation);
    }
}
