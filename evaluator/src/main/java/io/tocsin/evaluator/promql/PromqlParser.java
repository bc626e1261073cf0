package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PatternBudget;
import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.NumberLiteral;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.StringLiteral;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads expressions: from text to a checked tree, or to the first thing that is wrong, in the original's words. Takes time
 * in proportion to the text, and refuses what is nested so deeply that the stack of whoever goes through the tree could
 * end. Pure.
 *
 * @see "Upstream: promql/parser/generated_parser.y, parse.go"
 */
public final class PromqlParser {
    /** Deviation D-310: characters of an expression. The original has no bound. */
    static final int LENGTH_MAX = 1 << 18;

    /** Deviation D-310: levels of the tree. Everything that goes through it does so by recursion. */
    static final int DEPTH_MAX = 300;

    private static final int LEVEL_LOWEST = 1;
    private static final int LEVEL_POWER = 6;
    private static final int LEVEL_NONE = 0;

    private final TokenStream tokens;
    private final SelectorParser selectors;

    /** Levels of the tree that was read last. */
    private int height;

    private PromqlParser(TokenStream tokens, PatternBudget patterns) {
        this.tokens = tokens;
        this.selectors = new SelectorParser(tokens, patterns);
    }

    /**
     * Reads an expression. The matchers of all its selectors together may have as many instructions of regular expressions
     * as {@link PatternBudget} says.
     *
     * @throws PromqlSyntaxException if {@code text} is none, or its parts do not fit together
     */
    public static Expr parse(String text) throws PromqlSyntaxException {
        QueryText query = checkLength(text);
        TokenStream tokens = new TokenStream(query);
        if (tokens.isNext(TokenKind.END_OF_INPUT)) {
            throw query.error(new Span(0, 0), "no expression found in input");
        }
        PromqlParser parser = new PromqlParser(tokens, new PatternBudget());
        Expr expr = parser.expression(LEVEL_LOWEST);
        parser.expectEnd();
        new TypeCheck(query).check(expr);
        return expr;
    }

    /**
     * Reads a selector of series that is all of a request.
     *
     * @throws PromqlSyntaxException if {@code text} is none, or more than that
     */
    public static List<Matcher> parseSelector(String text) throws PromqlSyntaxException {
        return parseSelector(text, new PatternBudget());
    }

    /**
     * Reads a selector of series, as the API takes them in {@code match[]}.
     *
     * @param patterns what the regular expressions of all selectors of one request may cost
     * @throws PromqlSyntaxException if {@code text} is none, or more than that
     */
    public static List<Matcher> parseSelector(String text, PatternBudget patterns) throws PromqlSyntaxException {
        PromqlParser parser = new PromqlParser(new TokenStream(checkLength(text)), patterns);
        VectorSelector selector = parser.selectors.selector();
        parser.expectEnd();
        return selector.matchers();
    }

    private static QueryText checkLength(String text) throws PromqlSyntaxException {
        if (text.length() > LENGTH_MAX) {
            String what = "expression is too long: " + text.length() + " characters (at most " + LENGTH_MAX + ")";
            throw new QueryText(text).error(new Span(0, 0), what);
        }
        return new QueryText(text);
    }

    private void expectEnd() throws PromqlSyntaxException {
        if (!tokens.isNext(TokenKind.END_OF_INPUT)) {
            throw tokens.unexpected();
        }
    }

    private Expr expression(int levelMin) throws PromqlSyntaxException {
        tokens.enter();
        Expr left = signed();
        int leftHeight = height;
        while (true) {
            int level = level(tokens.peek().kind());
            if (level == LEVEL_NONE || level < levelMin) {
                tokens.leave();
                height = leftHeight;
                return left;
            }
            BinaryOperator operator = tokens.take().kind().operator().orElseThrow();
            MatchingParser modifiers = MatchingParser.read(tokens);
            Expr right = expression(operator == BinaryOperator.POWER ? level : level + 1);
            left = binary(operator, left, right, modifiers);
            leftHeight = grow(Math.max(leftHeight, height), left);
        }
    }

    private static int level(TokenKind kind) {
        return switch (kind) {
            case OR -> LEVEL_LOWEST;
            case AND, UNLESS -> 2;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, TRIM_UPPER, TRIM_LOWER -> 3;
            case ADD, SUBTRACT -> 4;
            case MULTIPLY, DIVIDE, MODULO, ATAN2 -> 5;
            case POWER -> LEVEL_POWER;
            default -> LEVEL_NONE;
        };
    }

    /** One level on top of {@code below}. */
    private int grow(int below, Expr top) throws PromqlSyntaxException {
        if (below >= DEPTH_MAX) {
            throw tokens.error(top.span(), "expression is nested too deeply: at most " + DEPTH_MAX + " levels");
        }
        height = below + 1;
        return height;
    }

    private static Binary binary(BinaryOperator operator, Expr left, Expr right, MatchingParser modifiers) {
        VectorMatching matching = modifiers.matching();
        boolean areVectors = left.type() == ValueType.INSTANT_VECTOR && right.type() == ValueType.INSTANT_VECTOR;
        boolean saysNothing = matching.labels().isEmpty()
                && matching.fillLeft().isEmpty()
                && matching.fillRight().isEmpty();
        if (!areVectors && saysNothing) {
            matching = VectorMatching.DEFAULT;
        } else if (operator.kind() == BinaryOperator.Kind.SET && matching.cardinality() == Cardinality.ONE_TO_ONE) {
            matching = new VectorMatching(
                    Cardinality.MANY_TO_MANY,
                    matching.isOn(),
                    matching.labels(),
                    matching.include(),
                    matching.fillLeft(),
                    matching.fillRight());
        }
        Span span = left.span().to(right.span());
        return new Binary(operator, left, right, modifiers.returnsBool(), matching, span);
    }

    /** A sign binds as tightly as {@code *} does; of a number it becomes part. */
    private Expr signed() throws PromqlSyntaxException {
        if (!tokens.isNext(TokenKind.ADD) && !tokens.isNext(TokenKind.SUBTRACT)) {
            return withPostfixes();
        }
        Token sign = tokens.take();
        Expr inner = expression(LEVEL_POWER);
        boolean isMinus = sign.kind() == TokenKind.SUBTRACT;
        Span span = sign.span().to(inner.span());
        if (inner instanceof NumberLiteral literal) {
            return new NumberLiteral(isMinus ? -literal.value() : literal.value(), literal.isDuration(), span);
        }
        Unary unary = new Unary(isMinus, inner, span);
        grow(height, unary);
        return unary;
    }

    private Expr withPostfixes() throws PromqlSyntaxException {
        Expr expr = operand();
        while (true) {
            Optional<Expr> longer = selectors.postfix(expr);
            if (longer.isEmpty()) {
                return expr;
            }
            expr = longer.get();
            grow(height, expr);
        }
    }

    private Expr operand() throws PromqlSyntaxException {
        height = 1;
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER, DURATION -> number();
            case STRING -> {
                tokens.take();
                yield new StringLiteral(LiteralText.unquote(token.text()), token.span());
            }
            case LEFT_PAREN -> paren();
            case LEFT_BRACE -> selectors.selector();
            default -> {
                if (!token.kind().isMetricName()) {
                    throw tokens.unexpected();
                }
                tokens.take();
                yield named(token);
            }
        };
    }

    /** What begins with a name can be many things; which one the next token says. */
    private Expr named(Token name) throws PromqlSyntaxException {
        TokenKind next = tokens.peek().kind();
        Optional<Aggregator> aggregator = name.kind().aggregator();
        boolean isAggregation = next == TokenKind.LEFT_PAREN || next == TokenKind.BY || next == TokenKind.WITHOUT;
        if (aggregator.isPresent() && isAggregation) {
            return aggregation(aggregator.get(), name);
        }
        boolean isFunction = switch (name.kind()) {
            case IDENTIFIER, START, END, STEP, RANGE -> next == TokenKind.LEFT_PAREN;
            default -> false;
        };
        return isFunction ? call(name) : selectors.selector(name);
    }

    private NumberLiteral number() throws PromqlSyntaxException {
        Token token = tokens.take();
        boolean isDuration = token.kind() == TokenKind.DURATION;
        double value = isDuration ? LiteralText.seconds(token, tokens) : LiteralText.number(token, tokens);
        return new NumberLiteral(value, isDuration, token.span());
    }

    private Paren paren() throws PromqlSyntaxException {
        Token open = tokens.take();
        Expr inner = expression(LEVEL_LOWEST);
        expect(TokenKind.RIGHT_PAREN);
        Paren paren = new Paren(inner, tokens.since(open.span()));
        grow(height, paren);
        return paren;
    }

    private Call call(Token name) throws PromqlSyntaxException {
        List<Expr> arguments = arguments();
        FunctionSignature function = PromqlFunctions.find(name.text())
                .orElseThrow(
                        () -> tokens.error(name.span(), "unknown function with name " + GoQuote.quote(name.text())));
        Call call = new Call(function, arguments, tokens.since(name.span()));
        grow(height, call);
        return call;
    }

    private List<Expr> arguments() throws PromqlSyntaxException {
        expect(TokenKind.LEFT_PAREN);
        List<Expr> arguments = new ArrayList<>();
        int highest = 0;
        if (!tokens.isNext(TokenKind.RIGHT_PAREN)) {
            arguments.add(expression(LEVEL_LOWEST));
            highest = height;
        }
        while (tokens.isNext(TokenKind.COMMA) && !arguments.isEmpty()) {
            Token comma = tokens.take();
            if (!canBeginExpression(tokens.peek().kind())) {
                throw tokens.error(comma.span(), "trailing commas not allowed in function call args");
            }
            arguments.add(expression(LEVEL_LOWEST));
            highest = Math.max(highest, height);
        }
        expect(TokenKind.RIGHT_PAREN);
        height = highest;
        return arguments;
    }

    private static boolean canBeginExpression(TokenKind kind) {
        return switch (kind) {
            case NUMBER, DURATION, STRING, LEFT_PAREN, LEFT_BRACE, ADD, SUBTRACT -> true;
            default -> kind.isMetricName();
        };
    }

    private Aggregation aggregation(Aggregator aggregator, Token name) throws PromqlSyntaxException {
        tokens.enterAggregation();
        Optional<Grouping> before = grouping();
        List<Expr> arguments = arguments();
        Span span = tokens.since(name.span());
        Optional<Grouping> grouping = before.isPresent() ? before : grouping();
        tokens.leaveAggregation();
        boolean takesParameter = PromqlFunctions.takesParameter(aggregator);
        int expected = takesParameter ? 2 : 1;
        if (arguments.isEmpty()) {
            throw tokens.error(span, "no arguments for aggregate expression provided");
        }
        if (arguments.size() != expected) {
            throw tokens.error(
                    span,
                    "wrong number of arguments for aggregate expression provided, expected " + expected + ", got "
                            + arguments.size());
        }
        Aggregation aggregation = new Aggregation(
                aggregator,
                arguments.get(expected - 1),
                takesParameter ? Optional.of(arguments.get(0)) : Optional.empty(),
                grouping.map(Grouping::labels).orElse(List.of()),
                grouping.isPresent() && grouping.get().isWithout(),
                tokens.since(name.span()));
        grow(height, aggregation);
        return aggregation;
    }

    private record Grouping(List<String> labels, boolean isWithout) {}

    private Optional<Grouping> grouping() throws PromqlSyntaxException {
        boolean isWithout = tokens.isNext(TokenKind.WITHOUT);
        if (!isWithout && !tokens.isNext(TokenKind.BY)) {
            return Optional.empty();
        }
        tokens.take();
        return Optional.of(new Grouping(MatchingParser.labels(tokens), isWithout));
    }

    private void expect(TokenKind kind) throws PromqlSyntaxException {
        if (!tokens.accept(kind)) {
            throw tokens.unexpected();
        }
    }
}
