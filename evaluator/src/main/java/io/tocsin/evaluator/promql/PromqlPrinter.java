package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.label.ShortestDecimal;
import io.tocsin.core.label.Utf8;
import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.At;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Boundary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.NumberLiteral;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.promql.Expr.StringLiteral;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.VectorMatching.Cardinality;
import io.tocsin.evaluator.series.MetricName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Prints expressions in one line and in the original's normal form, which reads back as the same expression.
 *
 * @see "Upstream: promql/parser/printer.go"
 */
public final class PromqlPrinter {
    private static final double NANOS = 1e9;

    private final StringBuilder out = new StringBuilder();

    private PromqlPrinter() {}

    public static String print(Expr expr) {
        PromqlPrinter printer = new PromqlPrinter();
        printer.append(expr);
        return printer.out.toString();
    }

    /**
     * Prints in several lines what is longer than 100 bytes.
     *
     * @return empty if it were more than so many characters
     */
    public static Optional<String> pretty(Expr expr, int charactersMax) {
        return new PrettyPrinter(charactersMax).print(expr);
    }

    /** What stands before the parenthesis of an aggregation. */
    static String head(Aggregation aggregation) {
        PromqlPrinter printer = new PromqlPrinter();
        printer.appendHead(aggregation);
        return printer.out.toString();
    }

    /** What stands between the operands. */
    static String operator(Binary binary) {
        PromqlPrinter printer = new PromqlPrinter();
        printer.appendOperator(binary);
        return printer.out.toString();
    }

    /** What stands behind the inner expression. */
    static String suffix(Subquery subquery) {
        PromqlPrinter printer = new PromqlPrinter();
        printer.appendSuffix(subquery);
        return printer.out.toString();
    }

    private void append(Expr expr) {
        if (expr instanceof VectorSelector selector) {
            append(selector);
        } else if (expr instanceof MatrixSelector matrix) {
            append(matrix);
        } else if (expr instanceof NumberLiteral number) {
            out.append(number(number.value(), number.isDuration()));
        } else if (expr instanceof StringLiteral text) {
            GoQuote.append(out, text.value());
        } else if (expr instanceof Subquery subquery) {
            append(subquery);
        } else if (expr instanceof Call call) {
            out.append(call.function().name()).append('(');
            append(call.arguments());
            out.append(')');
        } else if (expr instanceof Aggregation aggregation) {
            append(aggregation);
        } else if (expr instanceof Binary binary) {
            append(binary);
        } else if (expr instanceof Unary unary) {
            out.append(unary.isMinus() ? '-' : '+');
            append(unary.inner());
        } else if (expr instanceof Paren paren) {
            out.append('(');
            append(paren.inner());
            out.append(')');
        } else {
            throw new AssertionError("unhandled expression: " + expr);
        }
    }

    private void append(List<Expr> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(arguments.get(i));
        }
    }

    private void append(VectorSelector selector) {
        appendSeries(selector);
        if (isGreedy(selector.shift())) {
            appendOffset(selector.shift());
            appendAt(selector.shift());
            appendBoundary(selector.isSmoothed() ? Boundary.SMOOTHED : Boundary.NONE);
            return;
        }
        appendAt(selector.shift());
        appendBoundary(selector.isSmoothed() ? Boundary.SMOOTHED : Boundary.NONE);
        appendOffset(selector.shift());
    }

    private void appendSeries(VectorSelector selector) {
        String name = selector.name().orElse("");
        out.append(name);
        List<String> matchers = new ArrayList<>();
        for (Matcher matcher : selector.matchers()) {
            boolean isName =
                    matcher.name().equals(MetricName.LABEL) && matcher.value().equals(name);
            if (!isName || name.isEmpty()) {
                matchers.add(
                        quotedIfNeeded(matcher.name()) + matcher.type().operator() + GoQuote.quote(matcher.value()));
            }
        }
        // Without a name there are braces even if there is nothing in them.
        if (!matchers.isEmpty() || name.isEmpty()) {
            matchers.sort(Utf8.ORDER);
            out.append('{').append(String.join(",", matchers)).append('}');
        }
    }

    private void append(MatrixSelector matrix) {
        appendSeries(matrix.selector());
        out.append('[').append(duration(matrix.range())).append(']');
        if (isGreedy(matrix.shift())) {
            appendShift(matrix.shift());
            appendBoundary(matrix.boundary());
        } else {
            appendBoundary(matrix.boundary());
            appendShift(matrix.shift());
        }
    }

    private void appendBoundary(Boundary boundary) {
        if (boundary != Boundary.NONE) {
            out.append(' ').append(boundary.name().toLowerCase(Locale.ROOT));
        }
    }

    private void appendShift(Shift shift) {
        if (isGreedy(shift)) {
            appendOffset(shift);
            appendAt(shift);
        } else {
            appendAt(shift);
            appendOffset(shift);
        }
    }

    /**
     * Whether the offset begins with a parenthesis: then an operator behind it is taken into it, so what else there is must
     * stand between the two.
     */
    private static boolean isGreedy(Shift shift) {
        DurationExpr first = shift.offset().orElse(null);
        while (first instanceof DurationExpr.Arithmetic arithmetic) {
            first = arithmetic.left();
        }
        return first instanceof DurationExpr.Paren;
    }

    private void append(Subquery subquery) {
        append(subquery.inner());
        appendSuffix(subquery);
    }

    private void appendSuffix(Subquery subquery) {
        out.append('[').append(duration(subquery.range())).append(':');
        subquery.step().ifPresent(step -> out.append(duration(step)));
        out.append(']');
        appendShift(subquery.shift());
    }

    private void appendAt(Shift shift) {
        if (shift.at().isEmpty()) {
            return;
        }
        out.append(" @ ");
        At at = shift.at().get();
        if (at instanceof At.Time time) {
            out.append(BigDecimal.valueOf(time.millis(), 3).toPlainString());
        } else if (at instanceof At.Start) {
            out.append("start()");
        } else if (at instanceof At.End) {
            out.append("end()");
        } else {
            throw new AssertionError("unhandled time: " + at);
        }
    }

    private void appendOffset(Shift shift) {
        shift.offset().ifPresent(offset -> out.append(" offset ").append(duration(offset)));
    }

    private void appendHead(Aggregation aggregation) {
        out.append(aggregation.operator().name().toLowerCase(Locale.ROOT));
        if (aggregation.isWithout() || !aggregation.labels().isEmpty()) {
            out.append(aggregation.isWithout() ? " without (" : " by (");
            appendLabels(aggregation.labels());
            out.append(") ");
        }
    }

    private void append(Aggregation aggregation) {
        appendHead(aggregation);
        out.append('(');
        Optional<Expr> parameter = aggregation.parameter();
        if (parameter.isPresent()) {
            append(parameter.get());
            out.append(", ");
        }
        append(aggregation.inner());
        out.append(')');
    }

    private void appendLabels(List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            out.append(i > 0 ? ", " : "").append(quotedIfNeeded(labels.get(i)));
        }
    }

    private static String quotedIfNeeded(String label) {
        return LabelName.isClassic(label) ? label : GoQuote.quote(label);
    }

    private void append(Binary binary) {
        boolean isInfinity =
                binary.left() instanceof NumberLiteral number && number.value() == Double.POSITIVE_INFINITY;
        if (isInfinity && binary.operator() == BinaryOperator.POWER) {
            // Its sign would be one of the whole power.
            out.append("Inf");
        } else {
            append(binary.left());
        }
        out.append(' ');
        appendOperator(binary);
        out.append(' ');
        append(binary.right());
    }

    private void appendOperator(Binary binary) {
        out.append(binary.operator().sign());
        if (binary.returnsBool()) {
            out.append(" bool");
        }
        append(binary.matching());
    }

    private void append(VectorMatching matching) {
        boolean isGrouped =
                matching.cardinality() == Cardinality.MANY_TO_ONE || matching.cardinality() == Cardinality.ONE_TO_MANY;
        if (!matching.labels().isEmpty() || matching.isOn() || isGrouped) {
            out.append(matching.isOn() ? " on (" : " ignoring (");
            appendLabels(matching.labels());
            out.append(')');
        }
        if (isGrouped) {
            out.append(matching.cardinality() == Cardinality.MANY_TO_ONE ? " group_left (" : " group_right (");
            appendLabels(matching.include());
            out.append(')');
        }
        if (matching.fillLeft().isPresent() && matching.fillLeft().equals(matching.fillRight())) {
            appendFill("fill", matching.fillLeft());
        } else {
            appendFill("fill_left", matching.fillLeft());
            appendFill("fill_right", matching.fillRight());
        }
    }

    private void appendFill(String word, OptionalDouble value) {
        if (value.isPresent()) {
            out.append(' ')
                    .append(word)
                    .append(" (")
                    .append(decimal(value.getAsDouble()))
                    .append(')');
        }
    }

    /** A range, a step or an offset: a plain number among them is printed as a duration. */
    private static String duration(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            // To the millisecond, as it is computed with.
            long millis = Durations.millis(literal);
            return (millis < 0 ? "-" : "") + PrometheusDuration.format(Duration.ofMillis(Math.abs(millis)));
        }
        return part(duration);
    }

    private static String part(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            return number(literal.seconds(), literal.isDuration());
        }
        if (duration instanceof DurationExpr.Negative negative) {
            return (negative.isMinus() ? "-" : "+") + part(negative.inner());
        }
        if (duration instanceof DurationExpr.Arithmetic arithmetic) {
            return part(arithmetic.left()) + " " + arithmetic.operator().sign() + " " + part(arithmetic.right());
        }
        if (duration instanceof DurationExpr.Paren paren) {
            return "(" + part(paren.inner()) + ")";
        }
        if (duration instanceof DurationExpr.Call call) {
            return call.name() + "("
                    + String.join(
                            ", ",
                            call.arguments().stream().map(PromqlPrinter::part).toList()) + ")";
        }
        throw new AssertionError("unhandled duration: " + duration);
    }

    private static String number(double value, boolean isDuration) {
        if (!isDuration) {
            return decimal(value);
        }
        String sign = value < 0 ? "-" : "";
        return sign + PrometheusDuration.format(Duration.ofNanos(Math.round(Math.abs(value) * NANOS)));
    }

    /** The shortest decimal that is read as {@code value}, never with an exponent. */
    private static String decimal(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String sign = value == 0 && 1 / value < 0 ? "-" : "";
        return sign + ShortestDecimal.of(value).toPlainString();
    }
}
