package io.tocsin.evaluator.promql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a piece of an expression's text is to the grammar. */
enum TokenKind {
    END_OF_INPUT(Look.PLAIN),
    COMMA(Look.PLAIN),
    COLON(Look.PLAIN),
    EQUALS(Look.PLAIN),
    LEFT_PAREN(Look.PLAIN),
    RIGHT_PAREN(Look.PLAIN),
    LEFT_BRACE(Look.PLAIN),
    RIGHT_BRACE(Look.PLAIN),
    LEFT_BRACKET(Look.PLAIN),
    RIGHT_BRACKET(Look.PLAIN),
    IDENTIFIER(Look.PLAIN, "identifier"),
    METRIC_IDENTIFIER(Look.PLAIN, "metric identifier"),
    STRING(Look.PLAIN, "string"),
    NUMBER(Look.PLAIN, "number"),
    DURATION(Look.PLAIN, "duration"),

    EQUALS_REGEX(Look.OPERATOR),
    NOT_REGEX(Look.OPERATOR),
    AT(Look.OPERATOR),
    ADD(BinaryOperator.ADD),
    SUBTRACT(BinaryOperator.SUBTRACT),
    MULTIPLY(BinaryOperator.MULTIPLY),
    DIVIDE(BinaryOperator.DIVIDE),
    MODULO(BinaryOperator.MODULO),
    POWER(BinaryOperator.POWER),
    EQUAL(BinaryOperator.EQUAL),
    NOT_EQUAL(BinaryOperator.NOT_EQUAL),
    LESS(BinaryOperator.LESS),
    LESS_OR_EQUAL(BinaryOperator.LESS_OR_EQUAL),
    GREATER(BinaryOperator.GREATER),
    GREATER_OR_EQUAL(BinaryOperator.GREATER_OR_EQUAL),
    TRIM_UPPER(BinaryOperator.TRIM_UPPER),
    TRIM_LOWER(BinaryOperator.TRIM_LOWER),
    AND(BinaryOperator.AND),
    OR(BinaryOperator.OR),
    UNLESS(BinaryOperator.UNLESS),
    ATAN2(BinaryOperator.ATAN2),

    SUM(Aggregator.SUM),
    AVG(Aggregator.AVG),
    MIN(Aggregator.MIN),
    MAX(Aggregator.MAX),
    GROUP(Aggregator.GROUP),
    COUNT(Aggregator.COUNT),
    STDDEV(Aggregator.STDDEV),
    STDVAR(Aggregator.STDVAR),
    QUANTILE(Aggregator.QUANTILE),
    TOPK(Aggregator.TOPK),
    BOTTOMK(Aggregator.BOTTOMK),
    COUNT_VALUES(Aggregator.COUNT_VALUES),
    LIMITK(Aggregator.LIMITK),
    LIMIT_RATIO(Aggregator.LIMIT_RATIO),

    OFFSET(Look.KEYWORD),
    ANCHORED(Look.KEYWORD),
    SMOOTHED(Look.KEYWORD),
    BY(Look.KEYWORD),
    WITHOUT(Look.KEYWORD),
    ON(Look.KEYWORD),
    IGNORING(Look.KEYWORD),
    GROUP_LEFT(Look.KEYWORD),
    GROUP_RIGHT(Look.KEYWORD),
    FILL(Look.KEYWORD),
    FILL_LEFT(Look.KEYWORD),
    FILL_RIGHT(Look.KEYWORD),
    BOOL(Look.KEYWORD),

    START(Look.PLAIN),
    END(Look.PLAIN),
    STEP(Look.PLAIN),
    RANGE(Look.PLAIN),
    /** These two are words of their own only where a duration stands. */
    MIN_OF(Look.PLAIN),
    MAX_OF(Look.PLAIN);

    private static final Map<String, TokenKind> WORDS = words();

    private final Look look;
    private final String noun;
    private final @Nullable BinaryOperator operator;
    private final @Nullable Aggregator aggregator;

    TokenKind(Look look) {
        this(look, "", null, null);
    }

    TokenKind(Look look, String noun) {
        this(look, noun, null, null);
    }

    TokenKind(BinaryOperator operator) {
        this(Look.OPERATOR, "", operator, null);
    }

    TokenKind(Aggregator aggregator) {
        this(Look.AGGREGATOR, "", null, aggregator);
    }

    TokenKind(Look look, String noun, @Nullable BinaryOperator operator, @Nullable Aggregator aggregator) {
        this.look = look;
        this.noun = noun;
        this.operator = operator;
        this.aggregator = aggregator;
    }

    /** How messages show a token. */
    enum Look {
        PLAIN,
        OPERATOR,
        AGGREGATOR,
        KEYWORD
    }

    private static Map<String, TokenKind> words() {
        Map<String, TokenKind> words = new HashMap<>();
        for (TokenKind kind : values()) {
            boolean isWord = kind.look == Look.KEYWORD
                    || kind.look == Look.AGGREGATOR
                    || kind.compareTo(START) >= 0 && kind.compareTo(RANGE) <= 0;
            if (isWord) {
                words.put(kind.name().toLowerCase(Locale.ROOT), kind);
            }
        }
        for (TokenKind kind : new TokenKind[] {AND, OR, UNLESS, ATAN2}) {
            words.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        words.put("inf", NUMBER);
        words.put("nan", NUMBER);
        return Map.copyOf(words);
    }

    /** @param word in any case */
    static Optional<TokenKind> ofWord(String word) {
        return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
    }

    Look look() {
        return look;
    }

    /** What messages call it before they show it; empty for those that are only shown. */
    String noun() {
        return noun;
    }

    Optional<BinaryOperator> operator() {
        return Optional.ofNullable(operator);
    }

    Optional<Aggregator> aggregator() {
        return Optional.ofNullable(aggregator);
    }

    /** Whether it can be the name of a metric where one may stand. */
    boolean isMetricName() {
        return switch (this) {
            case IDENTIFIER, METRIC_IDENTIFIER, AND, OR, UNLESS, OFFSET, ANCHORED, SMOOTHED, BY, WITHOUT -> true;
            case START, END, STEP, RANGE -> true;
            default -> look == Look.AGGREGATOR;
        };
    }

    /** Whether it can be the name of a label in a list of them. */
    boolean isLabelName() {
        return isMetricName() || look == Look.KEYWORD || this == ATAN2;
    }
}
