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
                List<Matcher> matchers = PromqlParser.parseSelector(text, patterns);
                if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
                    throw refused("match[] must contain at least one non-empty matcher", isNamed);
                }
                selectors.add(matchers);
            } catch (PromqlSyntaxException e) {
                throw refused(String.valueOf(e.getMessage()), isNamed);
            }
        }
        return selectors;
    }

    private static RequestException refused(String reason, boolean isNamed) {
        return isNamed
                ? RequestException.badParameter(PARAMETER, reason)
                : new RequestException(ErrorType.BAD_DATA, reason);
    }
}
