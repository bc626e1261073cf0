package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.evaluator.promql.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads what stands between a binary operator and its right side: {@code bool}, and which elements belong together.
 *
 * @param returnsBool whether {@code bool} is there
 */
record MatchingParser(boolean returnsBool, VectorMatching matching) {
    private static final String GROUPING = "grouping opts";

    static MatchingParser read(TokenStream tokens) throws PromqlSyntaxException {
        boolean returnsBool = tokens.accept(TokenKind.BOOL);
        boolean isOn = tokens.isNext(TokenKind.ON);
        boolean saysLabels = isOn || tokens.isNext(TokenKind.IGNORING);
        List<String> labels = List.of();
        List<String> include = List.of();
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        if (saysLabels) {
            tokens.take();
            labels = labels(tokens);
            boolean isLeft = tokens.isNext(TokenKind.GROUP_LEFT);
            if (isLeft || tokens.isNext(TokenKind.GROUP_RIGHT)) {
                tokens.take();
                cardinality = isLeft ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                include = tokens.isNext(TokenKind.LEFT_PAREN) ? labels(tokens) : List.of();
            }
        }
        Fill fill = fill(tokens);
        boolean isDefault = !saysLabels && fill.equals(Fill.NONE);
        VectorMatching matching = isDefault
                ? VectorMatching.DEFAULT
                : new VectorMatching(cardinality, isOn, labels, include, fill.left(), fill.right());
        return new MatchingParser(returnsBool, matching);
    }

    private record Fill(OptionalDouble left, OptionalDouble right) {
        static final Fill NONE = new Fill(OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Fill fill(TokenStream tokens) throws PromqlSyntaxException {
        if (tokens.accept(TokenKind.FILL)) {
            OptionalDouble both = fillValue(tokens);
            return new Fill(both, both);
        }
        OptionalDouble left = OptionalDouble.empty();
        OptionalDouble right = OptionalDouble.empty();
        if (tokens.accept(TokenKind.FILL_LEFT)) {
            left = fillValue(tokens);
        }
        if (tokens.accept(TokenKind.FILL_RIGHT)) {
            right = fillValue(tokens);
        }
        if (left.isEmpty() && tokens.accept(TokenKind.FILL_LEFT)) {
            left = fillValue(tokens);
        }
        return new Fill(left, right);
    }

    private static OptionalDouble fillValue(TokenStream tokens) throws PromqlSyntaxException {
        expect(TokenKind.LEFT_PAREN, tokens);
        boolean isMinus = tokens.isNext(TokenKind.SUBTRACT);
        if (isMinus || tokens.isNext(TokenKind.ADD)) {
            tokens.take();
        }
        Token token = tokens.peek();
        if (token.kind() != TokenKind.NUMBER && token.kind() != TokenKind.DURATION) {
            throw tokens.unexpected();
        }
        tokens.take();
        double value = token.kind() == TokenKind.NUMBER
                ? LiteralText.number(token, tokens)
                : LiteralText.seconds(token, tokens);
        expect(TokenKind.RIGHT_PAREN, tokens);
        return OptionalDouble.of(isMinus ? -value : value);
    }

    private static void expect(TokenKind kind, TokenStream tokens) throws PromqlSyntaxException {
        if (!tokens.accept(kind)) {
            throw tokens.unexpected();
        }
    }

    /** A list of labels in parentheses. A comma behind the last is allowed. */
    static List<String> labels(TokenStream tokens) throws PromqlSyntaxException {
        if (!tokens.accept(TokenKind.LEFT_PAREN)) {
            throw tokens.unexpected(GROUPING, "\"(\"");
        }
        List<String> labels = new ArrayList<>();
        while (!tokens.accept(TokenKind.RIGHT_PAREN)) {
            labels.add(label(tokens));
            if (!tokens.isNext(TokenKind.RIGHT_PAREN) && !tokens.accept(TokenKind.COMMA)) {
                throw tokens.unexpected(GROUPING, "\",\" or \")\"");
            }
        }
        return labels;
    }

    private static String label(TokenStream tokens) throws PromqlSyntaxException {
        Token token = tokens.peek();
        if (token.kind() == TokenKind.STRING) {
            String name = LiteralText.unquote(token.text());
            if (!LabelName.isUtf8(name)) {
                throw tokens.error(token.span(), "invalid label name " + GoQuote.quote(name));
            }
            tokens.take();
            return name;
        }
        if (!token.kind().isLabelName()) {
            throw tokens.unexpected(GROUPING, "label");
        }
        tokens.take();
        return token.text();
    }
}
