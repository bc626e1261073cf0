package io.tocsin.evaluator.promql;

import io.tocsin.evaluator.promql.DurationExpr.Arithmetic;
import io.tocsin.evaluator.promql.DurationExpr.Call;
import io.tocsin.evaluator.promql.DurationExpr.Literal;
import io.tocsin.evaluator.promql.DurationExpr.Negative;
import io.tocsin.evaluator.promql.DurationExpr.Paren;
import java.util.List;
import java.util.Locale;

/**
 * Reads what stands in brackets and behind {@code offset}.
 *
 * @see "Upstream: promql/parser/generated_parser.y duration_expr, offset_duration_expr"
 */
final class DurationParser {
    private static final String DURATION = "number, duration, step(), or range()";

    /** Operators of one duration; a chain of them is as deep a tree as so many parentheses. */
    private static final int OPERATORS_MAX = 100;

    private static final int LEVEL_ADD = 1;
    private static final int LEVEL_MULTIPLY = 2;
    private static final int LEVEL_POWER = 3;
    private static final int LEVEL_NONE = 0;

    private final TokenStream tokens;

    /** What the duration is part of, and what could stand where something else does: for messages. */
    private final String context;

    private final String expected;
    private int operators;

    private DurationParser(TokenStream tokens, String context, String expected) {
        this.tokens = tokens;
        this.context = context;
        this.expected = expected;
    }

    /** Right behind a bracket. */
    static DurationExpr range(TokenStream tokens) throws PromqlSyntaxException {
        return new DurationParser(tokens, "subquery or range selector", DURATION).positive();
    }

    /** Behind the colon of a subquery. */
    static DurationExpr step(TokenStream tokens) throws PromqlSyntaxException {
        return new DurationParser(tokens, "subquery selector", "number, duration, step(), range(), or \"]\"")
                .positive();
    }

    /**
     * Behind {@code offset}: no more than one term, so that what follows is an operand of the selector; but one that begins
     * with a parenthesis goes on as a duration, as it does with the original.
     */
    static DurationExpr offset(TokenStream tokens) throws PromqlSyntaxException {
        DurationParser parser = new DurationParser(tokens, "offset", DURATION);
        return tokens.isNext(TokenKind.LEFT_PAREN) ? parser.expression(LEVEL_ADD) : parser.signedTerm();
    }

    private DurationExpr positive() throws PromqlSyntaxException {
        DurationExpr read = expression(LEVEL_ADD);
        if (read instanceof Literal literal && literal.seconds() <= 0) {
            throw tokens.error(literal.span(), "duration must be greater than 0");
        }
        return read;
    }

    private DurationExpr expression(int levelMin) throws PromqlSyntaxException {
        tokens.enter();
        DurationExpr left = signed();
        while (true) {
            int level = level(tokens.peek().kind());
            if (level == LEVEL_NONE || level < levelMin) {
                tokens.leave();
                return left;
            }
            if (++operators > OPERATORS_MAX) {
                throw tokens.error(
                        tokens.peek().span(), "duration is too long: at most " + OPERATORS_MAX + " operators");
            }
            BinaryOperator operator = tokens.take().kind().operator().orElseThrow();
            DurationExpr right = expression(level == LEVEL_POWER ? LEVEL_POWER : level + 1);
            left = new Arithmetic(operator, left, right, left.span().to(right.span()));
        }
    }

    private static int level(TokenKind kind) {
        return switch (kind) {
            case ADD, SUBTRACT -> LEVEL_ADD;
            case MULTIPLY, DIVIDE, MODULO -> LEVEL_MULTIPLY;
            case POWER -> LEVEL_POWER;
            default -> LEVEL_NONE;
        };
    }

    private DurationExpr signed() throws PromqlSyntaxException {
        if (!tokens.isNext(TokenKind.ADD) && !tokens.isNext(TokenKind.SUBTRACT)) {
            return term();
        }
        Token sign = tokens.take();
        return withSign(sign, expression(LEVEL_POWER));
    }

    private DurationExpr signedTerm() throws PromqlSyntaxException {
        if (!tokens.isNext(TokenKind.ADD) && !tokens.isNext(TokenKind.SUBTRACT)) {
            return term();
        }
        Token sign = tokens.take();
        return withSign(sign, term());
    }

    /** Of a number it becomes part. */
    private DurationExpr withSign(Token sign, DurationExpr inner) {
        boolean isMinus = sign.kind() == TokenKind.SUBTRACT;
        Span span = sign.span().to(inner.span());
        if (inner instanceof Literal literal) {
            return new Literal(isMinus ? -literal.seconds() : literal.seconds(), literal.isDuration(), span);
        }
        return new Negative(inner, isMinus, span);
    }

    private DurationExpr term() throws PromqlSyntaxException {
        return switch (tokens.peek().kind()) {
            case NUMBER, DURATION -> literal();
            case LEFT_PAREN -> paren();
            case STEP, RANGE -> call(0);
            case MIN_OF, MAX_OF -> call(2);
            case IDENTIFIER -> {
                // Outside of brackets these words are read as any name is.
                String name = tokens.peek().text().toLowerCase(Locale.ROOT);
                if (name.equals("min_of") || name.equals("max_of")) {
                    yield call(2);
                }
                throw unexpected();
            }
            default -> throw unexpected();
        };
    }

    private DurationExpr literal() throws PromqlSyntaxException {
        Token token = tokens.take();
        boolean isDuration = token.kind() == TokenKind.DURATION;
        double seconds = isDuration ? LiteralText.seconds(token, tokens) : LiteralText.number(token, tokens);
        if (!(seconds <= Durations.SECONDS_MAX)) {
            throw tokens.error(token.span(), "duration out of range");
        }
        return new Literal(seconds, isDuration, token.span());
    }

    private DurationExpr paren() throws PromqlSyntaxException {
        Token open = tokens.take();
        DurationExpr inner = expression(LEVEL_ADD);
        expect(TokenKind.RIGHT_PAREN);
        return new Paren(inner, tokens.since(open.span()));
    }

    private DurationExpr call(int arguments) throws PromqlSyntaxException {
        Token name = tokens.take();
        expect(TokenKind.LEFT_PAREN);
        List<DurationExpr> read = List.of();
        if (arguments > 0) {
            DurationExpr first = expression(LEVEL_ADD);
            expect(TokenKind.COMMA);
            read = List.of(first, expression(LEVEL_ADD));
        }
        expect(TokenKind.RIGHT_PAREN);
        return new Call(name.text().toLowerCase(Locale.ROOT), read, tokens.since(name.span()));
    }

    private void expect(TokenKind kind) throws PromqlSyntaxException {
        if (!tokens.accept(kind)) {
            throw unexpected();
        }
    }

    private PromqlSyntaxException unexpected() throws PromqlSyntaxException {
        return tokens.unexpected(context, expected);
    }
}
