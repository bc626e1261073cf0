package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import io.tocsin.evaluator.promql.BinaryOperator.Kind;
import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.NumberLiteral;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.StringLiteral;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.VectorMatching.Cardinality;
import io.tocsin.evaluator.series.MetricName;
import java.util.List;
import java.util.Locale;

/**
 * Finds what does not fit together in a tree that was read, in the order in which the original looks.
 *
 * @see "Upstream: promql/parser/parse.go checkAST"
 */
final class TypeCheck {
    private final QueryText query;

    TypeCheck(QueryText query) {
        this.query = query;
    }

    ValueType check(Expr expr) throws PromqlSyntaxException {
        if (expr instanceof VectorSelector selector) {
            checkMatchers(selector);
        } else if (expr instanceof MatrixSelector matrix) {
            checkMatchers(matrix.selector());
        } else if (expr instanceof Subquery subquery) {
            checkSubquery(subquery);
        } else if (expr instanceof Call call) {
            checkCall(call);
        } else if (expr instanceof Aggregation aggregation) {
            checkAggregation(aggregation);
        } else if (expr instanceof Binary binary) {
            return checkBinary(binary);
        } else if (expr instanceof Unary unary) {
            return checkUnary(unary);
        } else if (expr instanceof Paren paren) {
            return check(paren.inner());
        } else if (!(expr instanceof NumberLiteral) && !(expr instanceof StringLiteral)) {
            throw new AssertionError("unhandled expression: " + expr);
        }
        return expr.type();
    }

    private void checkMatchers(VectorSelector selector) throws PromqlSyntaxException {
        if (selector.name().isEmpty()) {
            if (selector.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
                throw error(selector, "vector selector must contain at least one non-empty matcher");
            }
            return;
        }
        int others = selector.matchers().size() - 1;
        for (int i = 0; i < others; i++) {
            if (selector.matchers().get(i).name().equals(MetricName.LABEL)) {
                throw error(
                        selector,
                        "metric name must not be set twice: "
                                + GoQuote.quote(selector.name().get()) + " or "
                                + GoQuote.quote(selector.matchers().get(i).value()));
            }
        }
    }

    private void checkSubquery(Subquery subquery) throws PromqlSyntaxException {
        ValueType type = check(subquery.inner());
        if (type != ValueType.INSTANT_VECTOR) {
            // The one message that says the types' short names.
            String name = type == ValueType.RANGE_VECTOR ? "matrix" : type.words();
            throw error(subquery, "subquery is only allowed on instant vector, got " + name + " instead");
        }
    }

    private void checkCall(Call call) throws PromqlSyntaxException {
        FunctionSignature function = call.function();
        String name = GoQuote.quote(function.name());
        checkCount(call, name);
        boolean isInfo = function.name().equals("info");
        if (isInfo && call.arguments().size() > 1) {
            checkInfoSelector(call.arguments().get(1));
        }
        List<ValueType> types = function.arguments();
        for (int i = 0; i < call.arguments().size(); i++) {
            Expr argument = call.arguments().get(i);
            ValueType expected = types.get(Math.min(i, types.size() - 1));
            // Here alone a selector may select everything.
            boolean isChecked = isInfo && i == 1;
            ValueType type = isChecked ? argument.type() : check(argument);
            if (type != expected) {
                throw error(
                        argument,
                        "expected type " + expected.words() + " in call to function " + name + ", got " + type.words());
            }
        }
    }

    private void checkCount(Call call, String name) throws PromqlSyntaxException {
        FunctionSignature function = call.function();
        int given = call.arguments().size();
        int all = function.arguments().size();
        if (function.optional() == 0) {
            if (given != all) {
                throw error(call, "expected " + all + " argument(s) in call to " + name + ", got " + given);
            }
            return;
        }
        int least = all - 1;
        int most = least + function.optional();
        if (given < least) {
            throw error(call, "expected at least " + least + " argument(s) in call to " + name + ", got " + given);
        }
        if (function.optional() > 0 && given > most) {
            throw error(call, "expected at most " + most + " argument(s) in call to " + name + ", got " + given);
        }
    }

    private void checkInfoSelector(Expr argument) throws PromqlSyntaxException {
        if (argument.type() != ValueType.INSTANT_VECTOR) {
            throw error(
                    argument,
                    "expected type instant vector in call to function \"info\", got "
                            + argument.type().words());
        }
        if (!(argument instanceof VectorSelector selector)) {
            throw error(argument, "expected label selectors only");
        }
        if (selector.name().isPresent()) {
            throw error(argument, "expected label selectors only, got vector selector instead");
        }
    }

    private void checkAggregation(Aggregation aggregation) throws PromqlSyntaxException {
        expect(aggregation.inner(), ValueType.INSTANT_VECTOR, "aggregation expression");
        if (aggregation.parameter().isPresent()) {
            boolean isText = aggregation.operator() == Aggregator.COUNT_VALUES;
            expect(
                    aggregation.parameter().get(),
                    isText ? ValueType.STRING : ValueType.SCALAR,
                    "aggregation parameter");
        }
    }

    private void expect(Expr expr, ValueType expected, String where) throws PromqlSyntaxException {
        ValueType type = check(expr);
        if (type != expected) {
            throw error(expr, "expected type " + expected.words() + " in " + where + ", got " + type.words());
        }
    }

    private ValueType checkUnary(Unary unary) throws PromqlSyntaxException {
        ValueType type = check(unary.inner());
        if (!isComputable(type)) {
            throw error(
                    unary,
                    "unary expression only allowed on expressions of type scalar or instant vector, got "
                            + GoQuote.quote(type.words()));
        }
        return type;
    }

    private static boolean isComputable(ValueType type) {
        return type == ValueType.SCALAR || type == ValueType.INSTANT_VECTOR;
    }

    private ValueType checkBinary(Binary binary) throws PromqlSyntaxException {
        ValueType left = check(binary.left());
        ValueType right = check(binary.right());
        boolean isComparison = binary.operator().kind() == Kind.COMPARISON;
        boolean areScalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
        if (binary.returnsBool() && !isComparison) {
            throw operatorError(binary, "bool modifier can only be used on comparison operators");
        }
        if (isComparison && !binary.returnsBool() && areScalars) {
            throw operatorError(binary, "comparisons between scalars must use BOOL modifier");
        }
        checkLabels(binary);
        if (!isComputable(left)) {
            throw error(binary.left(), "binary expression must contain only scalar and instant vector types");
        }
        if (!isComputable(right)) {
            throw error(binary.right(), "binary expression must contain only scalar and instant vector types");
        }
        checkMatching(binary, left == ValueType.INSTANT_VECTOR && right == ValueType.INSTANT_VECTOR);
        return areScalars ? ValueType.SCALAR : ValueType.INSTANT_VECTOR;
    }

    private void checkLabels(Binary binary) throws PromqlSyntaxException {
        VectorMatching matching = binary.matching();
        for (String label : matching.labels()) {
            if (matching.isOn() && matching.include().contains(label)) {
                throw operatorError(
                        binary, "label " + GoQuote.quote(label) + " must not occur in ON and GROUP clause at once");
            }
        }
    }

    private void checkMatching(Binary binary, boolean areVectors) throws PromqlSyntaxException {
        VectorMatching matching = binary.matching();
        boolean fills = matching.fillLeft().isPresent() || matching.fillRight().isPresent();
        boolean isSet = binary.operator().kind() == Kind.SET;
        String sign = GoQuote.quote(binary.operator().sign().toLowerCase(Locale.ROOT));
        if (!areVectors) {
            if (!matching.labels().isEmpty()) {
                throw error(binary, "vector matching only allowed between instant vectors");
            }
            if (fills) {
                throw error(binary, "filling in missing series only allowed between instant vectors");
            }
            if (isSet) {
                throw error(binary, "set operator " + sign + " not allowed in binary scalar expression");
            }
        } else if (isSet) {
            if (matching.cardinality() != Cardinality.MANY_TO_MANY) {
                throw error(binary, "no grouping allowed for " + sign + " operation");
            }
            if (fills) {
                throw error(binary, "filling in missing series not allowed for set operators");
            }
        }
    }

    private PromqlSyntaxException error(Expr expr, String what) {
        return query.error(expr.span(), what);
    }

    /** What is between the operands, blanks aside. */
    private PromqlSyntaxException operatorError(Binary binary, String what) {
        int start = binary.left().span().end();
        int end = binary.right().span().start();
        while (start < end && query.text().charAt(start) <= ' ') {
            start++;
        }
        while (end > start && query.text().charAt(end - 1) <= ' ') {
            end--;
        }
        return query.error(new Span(start, end), what);
    }
}
