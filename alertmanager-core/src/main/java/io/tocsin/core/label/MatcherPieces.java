package io.tocsin.core.label;

import io.tocsin.core.label.MatcherToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of text that need not be whole: what is no token is one, too. Immutable. */
final class MatcherPieces {
    private final List<Piece> pieces = new ArrayList<>();
    private boolean isWhole = true;

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

    MatcherPieces(String text) {
        MatcherLexer lexer = new MatcherLexer(text);
        for (boolean isOver = false; !isOver; ) {
            isOver = !add(lexer, text);
        }
    }

    /** @return false at the end of the text */
    private boolean add(MatcherLexer lexer, String text) {
        try {
            MatcherToken token = lexer.next(Expectation.NONE);
            return token.kind() != Kind.END && pieces.add(piece(token, text, true));
        } catch (MatcherSyntaxException e) {
            isWhole = false;
            int start = text.offsetByCodePoints(0, e.start());
            int end = text.offsetByCodePoints(start, e.end() - e.start());
            String found = text.substring(start, end);
            return pieces.add(piece(new MatcherToken(kindOf(found), found, e.start(), e.end()), text, false));
        }
    }

    private static Kind kindOf(String broken) {
        return switch (broken.charAt(0)) {
            case '"' -> Kind.QUOTED;
            case '!' -> Kind.OPERATOR;
            default -> Kind.UNQUOTED;
        };
    }

    private static Piece piece(MatcherToken token, String text, boolean isWhole) {
        int start = text.offsetByCodePoints(0, token.start());
        return new Piece(token, start, start + token.text().length(), isWhole);
    }

    List<Piece> all() {
        return pieces;
    }

    /** Whether all of them are tokens. */
    boolean areWhole() {
        return isWhole;
    }
}
