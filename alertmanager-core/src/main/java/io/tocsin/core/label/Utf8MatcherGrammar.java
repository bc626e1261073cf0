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
    private static final String EXPECTED_NAME = "expected label name";
    private static final String EXPECTED_VALUE = "expected label value";
    private static final String EXPECTED_OPERATOR = "expected an operator such as '=', '!=', '=~' or '!~'";
    private static final String EXPECTED_SEPARATOR = "expected a comma or close brace";
    private static final String EXPECTED_AFTER_COMMA = "expected a matcher or close brace after comma";
    private static final String EXPECTED_OPEN = "expected opening brace";
    private static final String EXPECTED_CLOSE = "expected close brace";
    private static final String EXPECTED_END = "expected end of input";

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
        boolean isBraced = lexer.peek("").kind() == OPEN_BRACE;
        if (isBraced) {
            lexer.next("");
        }
        MatcherToken token = lexer.peek("");
        while (token.kind() != END && token.kind() != CLOSE_BRACE) {
            matchers.add(matcher());
            token = separator();
        }
        end(isBraced);
        return matchers;
    }

    /** Steps over a comma, if one is there, and returns what stands behind the matcher, not yet consumed. */
    private MatcherToken separator() {
        MatcherToken token = lexer.peek(EXPECTED_SEPARATOR);
        if (token.kind() == END || token.kind() == CLOSE_BRACE) {
            return token;
        }
        if (token.kind() != COMMA) {
            throw unexpected(token, EXPECTED_SEPARATOR);
        }
        lexer.next(EXPECTED_SEPARATOR);
        MatcherToken after = lexer.peek(EXPECTED_AFTER_COMMA);
        if (after.isText() || after.kind() == END || after.kind() == CLOSE_BRACE) {
            return after;
        }
        throw unexpected(after, EXPECTED_AFTER_COMMA);
    }

    private void end(boolean isBraced) {
        MatcherToken token = lexer.next("");
        if (isBraced && token.kind() != CLOSE_BRACE) {
            throw new MatcherSyntaxException("0:" + token.end() + ": end of input: " + EXPECTED_CLOSE, 0, token.end());
        }
        if (!isBraced && token.kind() == CLOSE_BRACE) {
            throw new MatcherSyntaxException("0:" + token.end() + ": }: " + EXPECTED_OPEN, 0, token.end());
        }
        MatcherToken rest = isBraced ? lexer.next(EXPECTED_END) : token;
        if (rest.kind() != END) {
            throw rest.error(rest.text() + ": " + EXPECTED_END);
        }
    }

    private Matcher matcher() {
        String name = text(EXPECTED_NAME);
        MatcherToken operator = next(EXPECTED_OPERATOR);
        MatchType type = operator.operator().orElseThrow(() -> unexpected(operator, EXPECTED_OPERATOR));
        String value = text(EXPECTED_VALUE);
        try {
            return Matcher.of(type, name, value);
        } catch (LabelPattern.InvalidPatternException e) {
            throw new MatcherSyntaxException(
                    "failed to create matcher: " + e.getMessage(),
                    lexer.last().start(),
                    lexer.last().end(),
                    e);
        }
    }

    private String text(String expectation) {
        MatcherToken token = next(expectation);
        if (!token.isText()) {
            throw unexpected(token, expectation);
        }
        return token.value();
    }

    private MatcherToken next(String expectation) {
        MatcherToken token = lexer.next(expectation);
        if (token.kind() == END) {
            throw new MatcherSyntaxException("end of input: " + expectation, token.start(), token.end());
        }
        return token;
    }

    private static MatcherSyntaxException unexpected(MatcherToken token, String expectation) {
        return token.error("unexpected " + token.text() + ": " + expectation);
    }
}
