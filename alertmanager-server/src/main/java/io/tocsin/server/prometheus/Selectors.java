package io.tocsin.server.prometheus;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PatternBudget;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import java.util.ArrayList;
import java.util.List;

/** Reads the parameter {@code match[]}. */
final class Selectors {
    static final String PARAMETER = "match[]";

    private Selectors() {}

    /**
     * Each as a list of matchers.
     *
     * @param isNamed whether errors name the parameter, as the original's do for some paths
     */
    static List<List<Matcher>> all(RequestParameters parameters, boolean isNamed) throws RequestException {
        List<List<Matcher>> selectors = new ArrayList<>();
        PatternBudget patterns = new PatternBudget();
        for (String text : parameters.all(PARAMETER)) {
            try {
                selectors.add(selective(PromqlParser.parseSelector(text, patterns)));
            } catch (PromqlSyntaxException e) {
                throw isNamed
                        ? RequestException.badParameter(PARAMETER, String.valueOf(e.getMessage()))
                        : new RequestException(ErrorType.BAD_DATA, String.valueOf(e.getMessage()));
            }
        }
        return selectors;
    }

    private static List<Matcher> selective(List<Matcher> matchers) throws RequestException {
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw new RequestException(ErrorType.BAD_DATA, "match[] must contain at least one non-empty matcher");
        }
        return matchers;
    }
}
