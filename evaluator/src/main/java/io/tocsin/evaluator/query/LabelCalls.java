package io.tocsin.evaluator.query;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.SearchPattern;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.MetricName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that change labels. */
final class LabelCalls {
    /** For each instruction of a pattern. */
    private static final long STEPS_TO_COMPILE = 1_000;

    private LabelCalls() {}

    static List<Column> replace(Expr.Call call, List<Column> columns, Budget budget) throws QueryException {
        String target = text(call, 1);
        String replacement = text(call, 2);
        String source = text(call, 3);
        SearchPattern pattern = pattern(text(call, 4), budget);
        checkName(target, "invalid destination label name in label_replace(): " + target);
        Map<String, Optional<String>> known = new HashMap<>();
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            String value = column.labels().get(source);
            Optional<String> replaced = known.get(value);
            if (replaced == null) {
                replaced = replaced(value, pattern, replacement, budget);
                known.put(value, replaced);
            }
            result.add(replaced.isPresent() ? with(column, target, replaced.get()) : column);
        }
        return Names.merged(result);
    }

    /** Empty if the pattern does not match. */
    private static Optional<String> replaced(String value, SearchPattern pattern, String replacement, Budget budget)
            throws QueryException {
        PatientText text = new PatientText(value, budget, pattern.cost());
        try {
            if (!pattern.isFoundIn(text)) {
                return Optional.empty();
            }
            String replaced = pattern.replaceAll(text, replacement, text);
            budget.takeText(replaced.length());
            return Optional.of(replaced);
        } catch (PatientText.GivenUpException e) {
            throw e.reason();
        }
    }

    /** Takes at most about half a second; of many calls that do so, the next one is not reached when it is too late. */
    private static SearchPattern pattern(String source, Budget budget) throws QueryException {
        try {
            SearchPattern pattern = SearchPattern.compile("^(?s:" + source + ")$");
            budget.work(pattern.cost() * STEPS_TO_COMPILE);
            return pattern;
        } catch (InvalidPatternException e) {
            throw failure("invalid regular expression in label_replace(): " + source);
        }
    }

    static List<Column> join(Expr.Call call, List<Column> columns, Budget budget) throws QueryException {
        String target = text(call, 1);
        String separator = text(call, 2);
        List<String> sources = new ArrayList<>();
        for (int i = 3; i < call.arguments().size(); i++) {
            String source = text(call, i);
            checkName(source, "invalid source label name in label_join(): " + source);
            sources.add(source);
        }
        checkName(target, "invalid destination label name in label_join(): " + target);
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            List<String> values = new ArrayList<>(sources.size());
            long length = 0;
            for (String source : sources) {
                String value = column.labels().get(source);
                values.add(value);
                length += value.length() + separator.length();
            }
            budget.work(sources.size());
            budget.takeText(length);
            result.add(with(column, target, String.join(separator, values)));
        }
        return Names.merged(result);
    }

    /** A name that is set here stays. */
    private static Column with(Column column, String name, String value) {
        Labels labels = with(column.labels(), name, value);
        boolean losesName = column.losesName() && !name.equals(MetricName.LABEL);
        return new Column(labels, losesName, column.values());
    }

    /** The labels with {@code name} set anew; an empty value takes it away. */
    static Labels with(Labels labels, String name, String value) {
        if (value.isEmpty()) {
            return labels.filter(other -> !other.equals(name));
        }
        Labels.Builder builder = new Labels.Builder(labels.size() + 1);
        for (int i = 0; i < labels.size(); i++) {
            builder.add(labels.name(i), labels.value(i));
        }
        return builder.add(name, value).build();
    }

    private static String text(Expr.Call call, int argument) {
        return Evaluation.text(call.arguments().get(argument));
    }

    private static void checkName(String name, String problem) throws QueryException {
        if (!LabelName.isUtf8(name)) {
            throw failure(problem);
        }
    }

    private static QueryException failure(String message) {
        return new QueryException(Reason.EXECUTION, message);
    }
}
