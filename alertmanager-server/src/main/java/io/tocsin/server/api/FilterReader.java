package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherProblem;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.core.label.PatternBudget;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the filters of one request, which are bounded together (deviation D-206). Used once; not thread-safe.
 *
 * @see "Upstream: api/v2 getAlertsHandler, v0.34.0"
 */
final class FilterReader {
    private static final String FILTER = "filter";
    private static final String RECEIVER = "receiver";
    private static final String RECEIVER_MATCHERS = "receiver_matchers";

    private static final int MATCHERS_MAX = 1_000;

    /** As many matchers that are no regular expressions are compared with all alerts in no time. */
    private static final int CHEAP_MAX = 16;

    private static final int CHEAP_LENGTH_MAX = 1_000;

    private final QueryParameters query;
    private final MatcherParser parser;
    private final PatternBudget budget = new PatternBudget();
    private int matchers;

    FilterReader(QueryParameters query, MatcherParser parser) {
        this.query = requireNonNull(query, "query");
        this.parser = requireNonNull(parser, "parser");
    }

    /** Whether the filters may take long to be read, or to be compared with every alert; rather yes than no. */
    static boolean isCostly(QueryParameters query) {
        List<String> texts = new ArrayList<>(query.all(FILTER));
        texts.addAll(query.all(RECEIVER_MATCHERS));
        return texts.size() > CHEAP_MAX
                || texts.stream().anyMatch(text -> text.indexOf('~') >= 0)
                || query.last(RECEIVER)
                        .filter(pattern -> pattern.length() > CHEAP_LENGTH_MAX || !LabelPattern.isLiteral(pattern))
                        .isPresent();
    }

    List<Matcher> filter() throws BadParameterException {
        return matchers(FILTER, "");
    }

    List<Matcher> receiverMatchers() throws BadParameterException {
        return matchers(RECEIVER_MATCHERS, "failed to parse receiver_matchers param: ");
    }

    private List<Matcher> matchers(String parameter, String problemPrefix) throws BadParameterException {
        List<String> texts = query.all(parameter);
        count(texts.size(), problemPrefix);
        List<Matcher> read = new ArrayList<>(texts.size());
        for (String text : texts) {
            read.addAll(read(text, each -> List.of(parser.parseOne(each)), problemPrefix));
        }
        return read;
    }

    /**
     * Reads every value of a parameter, each of which is one matcher, or several in braces, or blank.
     *
     * @throws ParameterException with the place of what is wrong
     */
    List<Matcher> located(String parameter) throws ParameterException {
        List<Matcher> read = new ArrayList<>();
        for (String text : query.all(parameter)) {
            if (!text.isBlank()) {
                read.addAll(located(parameter, text));
            }
        }
        return read;
    }

    private List<Matcher> located(String parameter, String text) throws ParameterException {
        try {
            return oneOrSet(text, "");
        } catch (BadParameterException e) {
            throw e.getCause() instanceof MatcherSyntaxException syntax
                    ? new ParameterException(parameter, MatcherProblem.of(syntax, text))
                    : new ParameterException(parameter, String.valueOf(e.getMessage()));
        }
    }

    /** Reads one matcher, or several in braces. */
    List<Matcher> oneOrSet(String text, String problemPrefix) throws BadParameterException {
        List<Matcher> read = text.startsWith("{")
                ? read(text, parser::parseAsWritten, problemPrefix)
                : read(text, each -> List.of(parser.parseOne(each)), problemPrefix);
        count(read.size(), problemPrefix);
        return read;
    }

    /**
     * What somebody has typed.
     *
     * @param matchers in order; none where there is a problem
     */
    record Written(List<Matcher> matchers, Optional<MatcherProblem> problem) {
        Written {
            matchers = List.copyOf(matchers);
        }
    }

    /** Reads matchers that are still being typed, with or without braces. */
    Written written(String text) throws BadParameterException {
        try {
            List<Matcher> read = read(text, parser::parseAsWritten, "");
            count(read.size(), "");
            return new Written(read, Optional.empty());
        } catch (BadParameterException e) {
            if (e.getCause() instanceof MatcherSyntaxException syntax) {
                return new Written(List.of(), Optional.of(MatcherProblem.of(syntax, text)));
            }
            throw e;
        }
    }

    private void count(int more, String problemPrefix) throws BadParameterException {
        matchers += more;
        if (matchers > MATCHERS_MAX) {
            throw new BadParameterException(
                    problemPrefix + matchers + " matchers in one request (expected: at most " + MATCHERS_MAX + ")");
        }
    }

    private List<Matcher> read(String text, Function<String, List<Matcher>> grammar, String problemPrefix)
            throws BadParameterException {
        List<Matcher> read;
        try {
            read = grammar.apply(text);
        } catch (MatcherSyntaxException e) {
            throw new BadParameterException(problemPrefix + e.getMessage(), e);
        }
        for (Matcher matcher : read) {
            require(budget.spend(matcher), problemPrefix);
        }
        return read;
    }

    private static void require(boolean isAffordable, String problemPrefix) throws BadParameterException {
        if (!isAffordable) {
            throw new BadParameterException(problemPrefix
                    + "the regular expressions of this request are too large together; use shorter or fewer ones");
        }
    }

    Optional<LabelPattern> receiver() throws BadParameterException {
        String problemPrefix = "failed to parse receiver param: ";
        Optional<String> broken = query.lastBroken(RECEIVER);
        if (broken.isPresent()) {
            // Upstream's expression is the one of the whole name.
            throw new BadParameterException(
                    problemPrefix + "error parsing regexp: invalid UTF-8: `" + broken.get() + ")$`");
        }
        Optional<LabelPattern> pattern;
        try {
            pattern = query.last(RECEIVER).map(LabelPattern::compile);
        } catch (InvalidPatternException e) {
            throw new BadParameterException(problemPrefix + e.getMessage());
        }
        if (pattern.isPresent()) {
            require(budget.spend(pattern.get()), problemPrefix);
        }
        return pattern;
    }
}
