package io.tocsin.evaluator.promql;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PatternBudget;
import io.tocsin.evaluator.promql.Expr.At;
import io.tocsin.evaluator.promql.Expr.Boundary;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.series.MetricName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads selectors, and what stands behind them: ranges, {@code offset}, {@code @}. */
final class SelectorParser {
    private static final String MATCHING = "label matching";
    private static final double MILLIS = 1000;

    private final TokenStream tokens;
    private final PatternBudget patterns;

    /** @param patterns what all regular expressions of this text, and of others that are read with it, may cost */
    SelectorParser(TokenStream tokens, PatternBudget patterns) {
        this.tokens = tokens;
        this.patterns = patterns;
    }

    /** A whole one, from its name or its braces. */
    VectorSelector selector() throws PromqlSyntaxException {
        Token first = tokens.peek();
        if (first.kind() == TokenKind.LEFT_BRACE) {
            return new VectorSelector(Optional.empty(), matchers(), Shift.NONE, false, tokens.since(first.span()));
        }
        if (!first.kind().isMetricName()) {
            throw tokens.unexpected();
        }
        return selector(tokens.take());
    }

    /** One whose name has been taken. */
    VectorSelector selector(Token name) throws PromqlSyntaxException {
        List<Matcher> matchers = new ArrayList<>();
        Span span = name.span();
        if (tokens.isNext(TokenKind.LEFT_BRACE)) {
            matchers.addAll(matchers());
            span = tokens.since(span);
        }
        matchers.add(Matcher.of(MatchType.EQUAL, MetricName.LABEL, name.text()));
        return new VectorSelector(Optional.of(name.text()), matchers, Shift.NONE, false, span);
    }

    private List<Matcher> matchers() throws PromqlSyntaxException {
        tokens.take();
        List<Matcher> matchers = new ArrayList<>();
        while (!tokens.accept(TokenKind.RIGHT_BRACE)) {
            matchers.add(matcher());
            if (!tokens.isNext(TokenKind.RIGHT_BRACE) && !tokens.accept(TokenKind.COMMA)) {
                throw tokens.unexpected(MATCHING, "\",\" or \"}\"");
            }
        }
        return matchers;
    }

    private Matcher matcher() throws PromqlSyntaxException {
        Token first = tokens.peek();
        boolean isQuoted = first.kind() == TokenKind.STRING;
        if (!isQuoted && first.kind() != TokenKind.IDENTIFIER) {
            throw tokens.unexpected(MATCHING, "identifier or \"}\"");
        }
        tokens.take();
        String name = isQuoted ? LiteralText.unquote(first.text()) : first.text();
        Optional<MatchType> type = matchType(tokens.peek().kind());
        if (type.isEmpty()) {
            if (isQuoted) {
                return Matcher.of(MatchType.EQUAL, MetricName.LABEL, name);
            }
            throw tokens.unexpected(MATCHING, "label matching operator");
        }
        tokens.take();
        Token value = tokens.peek();
        if (value.kind() != TokenKind.STRING) {
            throw tokens.unexpected(MATCHING, "string");
        }
        tokens.take();
        return matcher(type.get(), name, LiteralText.unquote(value.text()), tokens.since(first.span()));
    }

    private static Optional<MatchType> matchType(TokenKind kind) {
        return switch (kind) {
            case EQUALS -> Optional.of(MatchType.EQUAL);
            case NOT_EQUAL -> Optional.of(MatchType.NOT_EQUAL);
            case EQUALS_REGEX -> Optional.of(MatchType.REGEX);
            case NOT_REGEX -> Optional.of(MatchType.NOT_REGEX);
            default -> Optional.empty();
        };
    }

    private Matcher matcher(MatchType type, String name, String value, Span span) throws PromqlSyntaxException {
        try {
            Matcher matcher = Matcher.spanningLines(type, name, value);
            if (!patterns.spend(matcher)) {
                throw tokens.error(
                        span, "the regular expressions up to here are too large together; use shorter or fewer ones");
            }
            return matcher;
        } catch (LabelPattern.InvalidPatternException e) {
            throw tokens.error(span, String.valueOf(e.getMessage()));
        }
    }

    /** Takes one more thing behind {@code expr} into it; empty if none is there. */
    Optional<Expr> postfix(Expr expr) throws PromqlSyntaxException {
        return switch (tokens.peek().kind()) {
            case LEFT_BRACKET -> Optional.of(brackets(expr));
            case OFFSET -> Optional.of(offset(expr));
            case AT -> Optional.of(at(expr));
            case ANCHORED, SMOOTHED -> Optional.of(boundary(expr));
            default -> Optional.empty();
        };
    }

    private Expr brackets(Expr expr) throws PromqlSyntaxException {
        Token open = tokens.take();
        DurationExpr range = DurationParser.range(tokens);
        if (tokens.accept(TokenKind.RIGHT_BRACKET)) {
            return matrix(expr, range, tokens.since(open.span()));
        }
        if (!tokens.accept(TokenKind.COLON)) {
            throw tokens.unexpected("subquery or range", "\":\" or \"]\"");
        }
        Optional<DurationExpr> step = Optional.empty();
        if (!tokens.isNext(TokenKind.RIGHT_BRACKET)) {
            step = Optional.of(DurationParser.step(tokens));
        }
        if (!tokens.accept(TokenKind.RIGHT_BRACKET)) {
            throw tokens.unexpected("subquery selector", "\"]\"");
        }
        return new Subquery(expr, range, step, Shift.NONE, tokens.since(expr.span()));
    }

    private MatrixSelector matrix(Expr expr, DurationExpr range, Span brackets) throws PromqlSyntaxException {
        if (!(expr instanceof VectorSelector selector)) {
            throw tokens.error(brackets, "ranges only allowed for vector selectors");
        }
        Shift shift = selector.shift();
        if (shift.offset().isPresent()) {
            throw tokens.error(brackets, "no offset modifiers allowed before range");
        }
        if (shift.at().isPresent() && shift.at().get() instanceof At.Time) {
            throw tokens.error(brackets, "no @ modifiers allowed before range");
        }
        VectorSelector plain =
                new VectorSelector(selector.name(), selector.matchers(), Shift.NONE, false, selector.span());
        Boundary boundary = selector.isSmoothed() ? Boundary.SMOOTHED : Boundary.NONE;
        return new MatrixSelector(plain, range, shift, boundary, tokens.since(expr.span()));
    }

    private Expr offset(Expr expr) throws PromqlSyntaxException {
        tokens.take();
        DurationExpr offset = DurationParser.offset(tokens);
        Shift shift = shiftOf(expr, "offset modifier");
        if (shift.offset().isPresent()) {
            throw tokens.error(expr.span(), "offset may not be set multiple times");
        }
        boolean isNothing = offset instanceof DurationExpr.Literal literal && Durations.millis(literal) == 0;
        return withShift(expr, new Shift(isNothing ? Optional.empty() : Optional.of(offset), shift.at()));
    }

    private Expr at(Expr expr) throws PromqlSyntaxException {
        tokens.take();
        At at = switch (tokens.peek().kind()) {
            case START -> preprocessed(new At.Start());
            case END -> preprocessed(new At.End());
            default -> new At.Time(atMillis(expr));
        };
        Shift shift = shiftOf(expr, "@ modifier");
        if (shift.at().isPresent()) {
            throw tokens.error(expr.span(), "@ <timestamp> may not be set multiple times");
        }
        return withShift(expr, new Shift(shift.offset(), Optional.of(at)));
    }

    private At preprocessed(At at) throws PromqlSyntaxException {
        tokens.take();
        if (!tokens.accept(TokenKind.LEFT_PAREN) || !tokens.accept(TokenKind.RIGHT_PAREN)) {
            throw noTimestamp();
        }
        return at;
    }

    private PromqlSyntaxException noTimestamp() throws PromqlSyntaxException {
        return tokens.unexpected("@", "timestamp");
    }

    private long atMillis(Expr expr) throws PromqlSyntaxException {
        boolean isMinus = tokens.isNext(TokenKind.SUBTRACT);
        if (isMinus || tokens.isNext(TokenKind.ADD)) {
            tokens.take();
        }
        Token token = tokens.peek();
        if (token.kind() != TokenKind.NUMBER && token.kind() != TokenKind.DURATION) {
            throw noTimestamp();
        }
        tokens.take();
        double seconds = token.kind() == TokenKind.NUMBER
                ? LiteralText.number(token, tokens)
                : LiteralText.seconds(token, tokens);
        if (!(seconds < 0x1p63)) {
            String shown = seconds > 0 && Double.isInfinite(seconds)
                    ? (isMinus ? "-Inf" : "+Inf")
                    : fixed(isMinus ? -seconds : seconds);
            throw tokens.error(expr.span(), "timestamp out of bounds for @ modifier: " + shown);
        }
        long millis = roundHalfUp(seconds * MILLIS);
        return isMinus ? -millis : millis;
    }

    private static String fixed(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** @param value {@code >= 0} */
    private static long roundHalfUp(double value) {
        double floor = Math.floor(value);
        return (long) (value - floor >= 0.5 ? floor + 1 : floor);
    }

    private Expr boundary(Expr expr) throws PromqlSyntaxException {
        Token word = tokens.take();
        boolean isSmoothed = word.kind() == TokenKind.SMOOTHED;
        String name = isSmoothed ? "smoothed" : "anchored";
        Boundary boundary = isSmoothed ? Boundary.SMOOTHED : Boundary.ANCHORED;
        Span span = tokens.since(expr.span());
        if (expr instanceof MatrixSelector matrix) {
            if (matrix.boundary() != Boundary.NONE && matrix.boundary() != boundary) {
                throw tokens.error(expr.span(), "anchored and smoothed modifiers cannot be used together");
            }
            return new MatrixSelector(matrix.selector(), matrix.range(), matrix.shift(), boundary, span);
        }
        if (expr instanceof VectorSelector selector && isSmoothed) {
            return new VectorSelector(selector.name(), selector.matchers(), selector.shift(), true, span);
        }
        String what =
                expr instanceof Subquery ? " modifier is not supported for subqueries" : " modifier not implemented";
        throw tokens.error(expr.span(), name + what);
    }

    private Shift shiftOf(Expr expr, String modifier) throws PromqlSyntaxException {
        @Nullable Shift shift = null;
        if (expr instanceof VectorSelector selector) {
            shift = selector.shift();
        } else if (expr instanceof MatrixSelector matrix) {
            shift = matrix.shift();
        } else if (expr instanceof Subquery subquery) {
            shift = subquery.shift();
        }
        if (shift == null) {
            throw tokens.error(
                    expr.span(),
                    modifier
                            + " must be preceded by an instant vector selector or range vector selector or a subquery");
        }
        return shift;
    }

    private Expr withShift(Expr expr, Shift shift) {
        Span span = tokens.since(expr.span());
        if (expr instanceof VectorSelector selector) {
            return new VectorSelector(selector.name(), selector.matchers(), shift, selector.isSmoothed(), span);
        }
        if (expr instanceof MatrixSelector matrix) {
            return new MatrixSelector(matrix.selector(), matrix.range(), shift, matrix.boundary(), span);
        }
        if (expr instanceof Subquery subquery) {
            return new Subquery(subquery.inner(), subquery.range(), subquery.step(), shift, span);
        }
        throw new AssertionError("unhandled expression: " + expr);
    }
}
