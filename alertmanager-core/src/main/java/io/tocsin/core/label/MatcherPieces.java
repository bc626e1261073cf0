package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of text that need not be whole: what is no token is one, too. Immutable. */
final class MatcherPieces {
    /** More than the matchers of one request have. */
    static final int COUNT_MAX = 5_000;

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean isWhole = true;

    /** While the text is cut: the place that was looked up last, in code points and in UTF-16 units. The next one lies behind it. */
    private int point;

    private int unit;

    /**
     * A token, in UTF-16 units.
     *
     * @param isWhole false for a quote that is not closed, half an operator, and signs that stand for nothing
     */
    record Piece(MatcherToken token, int start, int end, boolean isWhole) {
        Kind kind() {
            return token.kind();
        }
    }

    /** @throws MatcherSyntaxException if there are more than {@link #COUNT_MAX} */
    MatcherPieces(String text) {
        this.text = requireNonNull(text, "text");
        MatcherLexer lexer = new MatcherLexer(text);
        for (boolean isOver = false; !isOver; ) {
            isOver = !add(lexer);
        }
    }

    /** @return false at the end of the text */
    private boolean add(MatcherLexer lexer) {
        MatcherToken token;
        boolean isTokenWhole = true;
        try {
            token = lexer.next(Expectation.NONE);
        } catch (MatcherSyntaxException e) {
            token = broken(e);
            isTokenWhole = false;
            isWhole = false;
        }
        return token.kind() != Kind.END && add(token, isTokenWhole);
    }

    private MatcherToken broken(MatcherSyntaxException refused) {
        int start = unitAt(refused.start());
        String found = text.substring(start, text.offsetByCodePoints(start, refused.end() - refused.start()));
        return new MatcherToken(kindOf(found), found, refused.start(), refused.end());
    }

    private boolean add(MatcherToken token, boolean isTokenWhole) {
        if (pieces.size() == COUNT_MAX) {
            throw new MatcherSyntaxException(
                    token.start() + ":" + token.end() + ": more than " + COUNT_MAX + " names, values and signs",
                    token.start(),
                    token.end(),
                    "write fewer matchers");
        }
        int start = unitAt(token.start());
        return pieces.add(new Piece(token, start, start + token.text().length(), isTokenWhole));
    }

    /** @param codePoint not in front of one that was asked for before */
    private int unitAt(int codePoint) {
        unit = text.offsetByCodePoints(unit, codePoint - point);
        point = codePoint;
        return unit;
    }

    private static Kind kindOf(String broken) {
        return switch (broken.charAt(0)) {
            case '"' -> Kind.QUOTED;
            case '!' -> Kind.OPERATOR;
            default -> Kind.UNQUOTED;
        };
    }

    List<Piece> all() {
        return pieces;
    }

    /** Whether all of them are tokens. */
    boolean areWhole() {
        return isWhole;
    }
}
