package io.tocsin.evaluator.promql;

import java.util.Random;
import java.util.function.Supplier;

/** Writes expressions of all kinds, mostly well-formed and often ill-typed, in all the ways that the grammar allows. */
final class RandomExpression {
    private final Random random;

    RandomExpression(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        return expression(4);
    }

    private String expression(int depth) {
        if (depth == 0) {
            return pick("foo", "1", "5m", selector(), selector());
        }
        return switch (random.nextInt(9)) {
            case 0 -> "(" + expression(depth - 1) + ")";
            case 1 -> pick("-", "+", "- ") + expression(depth - 1);
            case 2 -> vector(depth - 1);
            case 3 -> function(depth - 1);
            case 4 -> aggregation(depth - 1);
            case 5 -> subquery(depth - 1);
            default -> expression(depth - 1) + " " + operator() + " " + expression(depth - 1);
        };
    }

    private String vector(int depth) {
        return pick(
                () -> selector() + shift(),
                () -> "rate(" + selector() + "[" + duration(1) + "]" + pick("", " anchored", " smoothed") + shift()
                        + ")",
                () -> "(" + expression(depth) + ")",
                () -> pick("0x1F", "1e-7", ".5", "NaN", "Inf", "1h30m", "1001ms", "1_000", "017", "1e21"));
    }

    private String selector() {
        return pick("foo", "a:b", "sum", "offset", "{\"my metric\",x=\"\"}", "{a=\"b\"}", "end{}", "fill")
                + pick("", "", "{x=\"y\\n\",b!=\"\"}");
    }

    private String shift() {
        String offset = pick("", " offset " + pick("5m", "-5m", "1.5", "(1m+2m)", "-(step())", "min_of(1,range())"));
        String at = pick("", " @ " + pick("start()", "end()", "10", "-1.5", "+1e3"));
        return random.nextBoolean() ? offset + at : at + offset;
    }

    private String duration(int depth) {
        if (depth == 0) {
            return pick("5m", "300", "1.5", "step()", "RANGE()", "1001ms");
        }
        return pick(
                () -> duration(0),
                () -> "(" + duration(depth - 1) + ")",
                () -> duration(depth - 1) + pick("+", "-", "*", "/", "%", "^") + duration(depth - 1),
                () -> "-" + duration(0) + "+" + duration(depth - 1),
                () -> "max_of(" + duration(depth - 1) + "," + duration(0) + ")");
    }

    private String subquery(int depth) {
        String inner = pick(selector(), "(" + expression(depth) + ")", "rate(foo[1m])");
        return pick("sum_over_time(", "max_over_time(") + inner + "[" + duration(1) + ":" + pick("", duration(1)) + "]"
                + shift() + ")";
    }

    private String function(int depth) {
        return pick(
                () -> "abs(" + expression(depth) + ")",
                () -> "round(" + expression(depth) + ", 0.5)",
                () -> "label_replace(" + expression(depth) + ", 'a', `$1`, \"b\", \"(.*)\\xff\")",
                () -> "histogram_quantile(0.9, " + expression(depth) + ")",
                () -> "info(" + expression(depth) + ", {})",
                () -> pick("time()", "vector(1)", "hour()", "start()"));
    }

    private String aggregation(int depth) {
        String labels = pick("", " by (a, \"b c\", bool)", " without ()", " by ()", " WITHOUT (x,)");
        boolean isBefore = random.nextBoolean();
        String operator = pick("sum", "AVG", "count", "topk", "quantile", "count_values", "limitk");
        String parameter = switch (operator) {
            case "topk", "quantile", "limitk" -> expression(0) + ", ";
            case "count_values" -> "\"x\", ";
            default -> "";
        };
        return operator + (isBefore ? labels : "") + "(" + parameter + expression(depth) + ")"
                + (isBefore ? "" : labels);
    }

    private String operator() {
        String sign = pick(
                "+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", "<=", ">", ">=", "and", "or", "unless", "</",
                ">/");
        String bool = "=<>!".indexOf(sign.charAt(0)) >= 0 ? pick("", " bool") : "";
        String matching =
                pick("", "", "", " on (a)", " ignoring (a, b)", " on () group_left", " on (a) group_right (c)");
        return sign + bool + matching + pick("", "", "", " fill (0)", " fill_right (-Inf) fill_left (1m)");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    private String pick(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }
}
