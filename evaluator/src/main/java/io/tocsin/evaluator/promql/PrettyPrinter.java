package io.tocsin.evaluator.promql;

import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Prints expressions in lines: what is too long for one is split at its operands and arguments; selectors never are.
 *
 * @see "Upstream: promql/parser/prettier.go"
 */
final class PrettyPrinter {
    /** Bytes. */
    private static final int LINE_MAX = 100;

    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private final int charactersMax;

    PrettyPrinter(int charactersMax) {
        this.charactersMax = charactersMax;
    }

    /** @return empty if it were too long */
    Optional<String> print(Expr expr) {
        append(expr, 0, true);
        return isTooLong() ? Optional.empty() : Optional.of(out.toString());
    }

    private boolean isTooLong() {
        return out.length() > charactersMax;
    }

    /** @param isIndented whether the indentation of {@code level} stands before it; a sign has it already */
    private void append(Expr expr, int level, boolean isIndented) {
        if (isTooLong()) {
            return;
        }
        String line = PromqlPrinter.print(expr);
        boolean isSplit = line.getBytes(StandardCharsets.UTF_8).length > LINE_MAX && canBeSplit(expr);
        if (isSplit && expr instanceof Binary binary) {
            // The sign before it stands where the first operand would begin.
            append(binary.left(), isIndented ? level + 1 : level, isIndented);
            line(level).append(PromqlPrinter.operator(binary)).append('\n');
            append(binary.right(), level + 1, true);
            return;
        }
        if (isIndented && !(isSplit && expr instanceof Subquery)) {
            indent(level);
        }
        if (isSplit) {
            appendSplit(expr, level, isIndented);
        } else {
            out.append(line);
        }
    }

    private static boolean canBeSplit(Expr expr) {
        return expr instanceof Binary
                || expr instanceof Aggregation
                || expr instanceof Call
                || expr instanceof Paren
                || expr instanceof Subquery
                || expr instanceof Unary;
    }

    private void appendSplit(Expr expr, int level, boolean isIndented) {
        if (expr instanceof Aggregation aggregation) {
            out.append(PromqlPrinter.head(aggregation));
            appendBlock(ExprTree.children(aggregation), level);
        } else if (expr instanceof Call call) {
            out.append(call.function().name());
            appendBlock(call.arguments(), level);
        } else if (expr instanceof Paren paren) {
            appendBlock(List.of(paren.inner()), level);
        } else if (expr instanceof Subquery subquery) {
            append(subquery.inner(), level, isIndented);
            out.append(PromqlPrinter.suffix(subquery));
        } else if (expr instanceof Unary unary) {
            out.append(unary.isMinus() ? '-' : '+');
            append(unary.inner(), level, false);
        } else {
            throw new AssertionError("unhandled expression: " + expr);
        }
    }

    private void appendBlock(List<Expr> parts, int level) {
        out.append("(\n");
        for (int i = 0; i < parts.size(); i++) {
            append(parts.get(i), level + 1, true);
            out.append(i + 1 < parts.size() ? ",\n" : "");
        }
        line(level).append(')');
    }

    private StringBuilder line(int level) {
        out.append('\n');
        indent(level);
        return out;
    }

    private void indent(int level) {
        out.append(INDENT.repeat(level));
    }
}
